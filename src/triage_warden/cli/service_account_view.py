"""Service accounts, drawn."""

from typing import Final

import msgspec

from triage_warden.cli.drawing import console
from triage_warden.cli.listing import decoded, fields

HEADINGS: Final = ("Name", "Role", "State", "Owner", "Description")


class ServiceAccountRow(msgspec.Struct, frozen=True, kw_only=True):
    """The identity of a program."""

    id: str
    name: str
    role: str
    disabled: bool = False
    owner: str = ""
    description: str = ""


def row_of(account: ServiceAccountRow) -> tuple[object, ...]:
    """Return one's row."""
    state = "disabled" if account.disabled else "enabled"
    return (account.name, account.role, state, account.owner, account.description)


def draw(body: bytes) -> None:
    """Write one."""
    console().print(fields(*zip(HEADINGS, row_of(decoded(body, ServiceAccountRow)), strict=True)))
