"""What a running program tells whoever started it, as lines."""

import sys
from typing import TYPE_CHECKING, BinaryIO

import msgspec
import typer

from triage_warden.cli.drawing import one_line, percent
from triage_warden.cli.options import Output
from triage_warden.observability.background_stream import in_background

if TYPE_CHECKING:
    from triage_warden.wiring.announce import Announce, Announcement

_COLOURS = {"malicious": "red", "suspicious": "yellow", "benign": "green", "inconclusive": "cyan"}


def teller(output: Output, out: BinaryIO | None = None) -> "Announce":
    """Return what writes announcements to `out` (standard output): for people, or one line of JSON each."""
    stream = out or in_background(sys.stdout.buffer)

    def tell_people(found: "Announcement") -> None:
        line = told(found, colours=stream.isatty())
        if line is not None:
            stream.write(f"{line}\n".encode("utf-8", "backslashreplace"))

    def tell_programs(found: "Announcement") -> None:
        stream.write(msgspec.json.encode(found) + b"\n")

    return tell_programs if output is Output.JSON else tell_people


def told(found: "Announcement", *, colours: bool) -> str | None:
    """Return an announcement as a line for people; None where a line would only be noise."""
    match found.kind:
        case "step" | "stopping":
            return f"  {one_line(found.text)}"
        case "ready":
            return f"\n  {_styled(one_line(found.text), colours=colours, bold=True)}   (Ctrl-C stops it)\n"
        case "administrator":
            return f"\n  {_styled(one_line(found.text), colours=colours, bold=True)}\n"
        case "incident":
            verdict = f"{found.verdict or '-':<12}"
            coloured = _styled(verdict, colours=colours, fg=_COLOURS.get(found.verdict or ""))
            return f"  {found.number or '-'}  {coloured} {percent(found.confidence):>4}  {one_line(found.text)}"
        case "sample":
            return f"\n  Sample stream fed: {found.total} payloads.\n" if found.done == found.total else None


def _styled(text: str, *, colours: bool, fg: str | None = None, bold: bool | None = None) -> str:
    return typer.style(text, fg=fg, bold=bold) if colours else text
