"""Text and tables on a terminal. Text from alerts is hostile: it must not steer the terminal or pose as markup."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters (C0 but tab and line feed, C1), bidirectional overrides, invisible marks, half surrogates."""

_ASCII = 0x7F

COLOURS = {
    "malicious": "bold red",
    "suspicious": "yellow",
    "benign": "green",
    "inconclusive": "cyan",
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
    "low": "cyan",
    "informational": "dim",
}


def visible(text: str) -> str:
    """Return the text with every character that steers a terminal written out, such as the escape character's code."""
    return _STEERS.sub(lambda found: _written_out(ord(found[0])), text)


def one_line(text: str) -> str:
    """Return the text in one line, nothing in it steering the terminal."""
    return visible(" ".join(text.split()))


def _written_out(code: int) -> str:
    return chr(code).encode("ascii", "backslashreplace").decode() if code > _ASCII else f"\\x{code:02x}"


def console(*, stderr: bool = False) -> "Console":
    """Return a console; rows are as wide as they need to be where no terminal limits them."""
    from rich.console import Console

    found = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not found.is_terminal:
        found.width = 160
    return found


def cell(value: object, style: str = "") -> "Text":
    """Return a cell's content: never markup, never a control character."""
    from rich.text import Text

    return Text("" if value is None else one_line(str(value)), style=style)


def words(text: str, style: str = "") -> "Text":
    """Return text with its spaces and lines as they are; never markup, never a control character."""
    from rich.text import Text

    return Text(visible(text), style=style)


def word(value: str | None) -> "Text":
    """Return a verdict or severity in its colour."""
    return cell(value or "-", COLOURS.get(value or "", ""))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> "Table":
    """Return a table with a row each; values that are not text of ours are made harmless."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        drawn.add_column(heading, overflow="fold")
    for row in rows:
        drawn.add_row(*(each if isinstance(each, Text) else cell(each) for each in row))
    return drawn


def moment(at: datetime | None) -> str:
    """Return a time as `2026-03-02 08:12:03Z`."""
    return "-" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"


def percent(share: float | None) -> str:
    """Return `87%` for 0.87."""
    return "-" if share is None else f"{share:.0%}"


def bar(weight: float, heaviest: float, *, cells: int = 12) -> "Text":
    """Return a bar for a weight in log-odds: red towards malicious, green towards benign."""
    length = max(1, round(cells * abs(weight) / heaviest)) if heaviest > 0 and weight else 0
    return words(f"{weight:+5.1f} " + "█" * length, "red" if weight > 0 else "green")
