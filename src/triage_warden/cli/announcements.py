"""What a running program tells whoever started it, as lines."""

from typing import TYPE_CHECKING

import msgspec
import typer

from triage_warden.cli.drawing import one_line, percent
from triage_warden.cli.options import Output

if TYPE_CHECKING:
    from triage_warden.wiring.announce import Announce, Announcement

_COLOURS = {"malicious": "red", "suspicious": "yellow", "benign": "green", "inconclusive": "cyan"}


def teller(output: Output) -> "Announce":
    """Return what writes announcements: for people, or one line of JSON each."""
    return _tell_programs if output is Output.JSON else _tell_people


def told(found: "Announcement") -> str | None:
    """Return an announcement as a line for people; None where a line would only be noise."""
    match found.kind:
        case "step" | "stopping":
            return f"  {one_line(found.text)}"
        case "ready":
            return f"\n  {typer.style(one_line(found.text), bold=True)}   (Ctrl-C stops it)\n"
        case "incident":
            verdict = f"{found.verdict or '-':<12}"
            coloured = typer.style(verdict, fg=_COLOURS.get(found.verdict or ""))
            return f"  {found.number or '-'}  {coloured} {percent(found.confidence):>4}  {one_line(found.text)}"
        case "sample":
            return f"\n  Sample stream fed: {found.total} payloads.\n" if found.done == found.total else None


def _tell_people(found: "Announcement") -> None:
    line = told(found)
    if line is not None:
        typer.echo(line)


def _tell_programs(found: "Announcement") -> None:
    typer.echo(msgspec.json.encode(found))
