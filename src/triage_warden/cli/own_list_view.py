"""Entries of the company's own lists, drawn."""

from datetime import datetime
from typing import Final

import msgspec
import typer

from triage_warden.cli.drawing import cell, console, moment, visible
from triage_warden.cli.listing import decoded, fields

HEADINGS: Final = ("List", "Type", "Value", "Reason", "By", "Ends", "Id")


class ListEntryRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, as far as it is drawn."""

    id: str
    kind: str
    type: str
    value: str
    reason: str = ""
    added_by: str = ""
    expires_at: datetime | None = None
    in_force: bool = True


def row_of(entry: ListEntryRow) -> tuple[object, ...]:
    """Return one's row."""
    return (entry.kind, entry.type, entry.value, entry.reason, entry.added_by, _ends(entry), cell(entry.id))


def draw(body: bytes) -> None:
    """Write one."""
    console().print(fields(*zip(HEADINGS, row_of(decoded(body, ListEntryRow)), strict=True)))


def tell_removed(body: bytes) -> None:
    """Write what was taken off, and where."""
    entry = decoded(body, ListEntryRow)
    typer.echo(f"{visible(entry.value)} is no longer on the {visible(entry.kind)} list.")


def _ends(entry: ListEntryRow) -> str:
    if entry.expires_at is None:
        return "never"
    return moment(entry.expires_at) if entry.in_force else f"expired {moment(entry.expires_at)}"
