"""Actions on a terminal."""

from collections.abc import Iterable, Mapping

import msgspec
import typer

from triage_warden.cli.answers import ActionRow, DraftRow
from triage_warden.cli.drawing import cell, console, moment, table, words
from triage_warden.cli.listing import decoded, fields, show_list
from triage_warden.cli.options import Output


class _Risk(msgspec.Struct, frozen=True, kw_only=True):
    level: str
    why: str = ""


class _Type(msgspec.Struct, frozen=True, kw_only=True):
    verb: str
    title: str
    risk: _Risk
    connector: str | None = None


class _Types(msgspec.Struct, frozen=True, kw_only=True):
    items: list[_Type]


def draw_types(body: bytes) -> None:
    """Draw the verbs there are."""
    rows = [
        (each.verb, each.title, each.risk.level, each.connector or "not connected", each.risk.why)
        for each in decoded(body, _Types).items
    ]
    console().print(table(("Verb", "", "Risk", "Connector", "Because"), rows))


def show_actions(items: Iterable[bytes], output: Output) -> None:
    """Write a list of actions."""
    headings = ("Asked at", "Incident", "Action", "In", "State", "Receipt", "By", "Id")
    show_list(items, kind=ActionRow, headings=headings, row=_row, output=output)


def draw_action(body: bytes) -> None:
    """Draw one action."""
    found = decoded(body, ActionRow)
    screen = console()
    receipt = f"{found.receipt.reference} {found.receipt.url or ''}" if found.receipt else None
    screen.print(
        fields(
            (found.action.get("verb", ""), f"{found.state} in {found.connector}"),
            ("Incident", found.incident_number),
            ("Receipt", receipt),
            ("Reason", found.reason),
            ("Asked for by", f"{found.requested_by}, {moment(found.requested_at)}"),
            ("Settled by", found.settled_by),
            ("Digest", found.digest),
            ("Id", found.id),
        )
    )
    screen.print(parameters(found.action))
    if found.attempts:
        rows = [
            (each.number, moment(each.started_at), moment(each.ended_at), each.outcome, each.asked, each.error)
            for each in found.attempts
        ]
        screen.print(table(("#", "Began", "Ended", "Outcome", "Asked", "Error"), rows, title="Attempts"))


def drafted(body: bytes, changes: Mapping[str, str | None]) -> DraftRow:
    """Return what would be sent, with what was given instead."""
    draft = decoded(body, DraftRow)
    given = {name: value for name, value in changes.items() if value is not None}
    return msgspec.structs.replace(draft, action=draft.action | given)


def confirmed(draft: DraftRow) -> bool:
    """Show exactly what would be sent and ask; without a terminal to ask on the answer is no."""
    screen = console(stderr=True)
    screen.print(cell(f"This is exactly what is sent to {draft.connector}:", "bold"))
    screen.print(parameters(draft.action))
    try:
        return typer.confirm("Send it?", default=False, err=True)
    except typer.Abort:
        return False


def parameters(action: Mapping[str, str]) -> object:
    """Return an action's parameters, with their lines as they are."""
    text = "\n".join(f"{name}: {value}" for name, value in action.items() if name != "verb")
    return words(f"\n{text}\n")


def _row(found: ActionRow) -> tuple[object, ...]:
    return (
        moment(found.requested_at),
        found.incident_number,
        found.action.get("verb", ""),
        found.connector,
        found.state,
        found.receipt.reference if found.receipt else "",
        found.requested_by,
        found.id,
    )
