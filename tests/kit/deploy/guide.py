"""A deployment guide as data: its blocks, its commands, its table of options."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[3]
CUSTOMERS: Final = ROOT.parent / "shared" / "spec" / "kubernetes-deployment-guide.md"
OURS: Final = ROOT / "docs" / "deployment" / "kubernetes.md"

_FENCE: Final = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING: Final = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ROW: Final = re.compile(r"^\| `([\w.]+)` \| ([^|]*) \| `([^`]*)` \|$", re.MULTILINE)


class Kind(StrEnum):
    """What an item is."""

    COMMAND = "command"
    BLOCK = "block"
    """YAML: a manifest, or values of the chart."""
    FIGURE = "figure"
    OPTION = "option"
    """A row of a table: a value of the chart and its default."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a guide that has to be true."""

    kind: Kind
    heading: str
    text: str

    def __str__(self) -> str:
        """Return it as it is named in reports."""
        return f"{self.heading}: {self.text.strip().splitlines()[0]}"

    @property
    def words(self) -> list[str]:
        """Return a command's words up to the first pipe, comments left out."""
        return shlex.split(self.text.partition(" | ")[0], comments=True)


def guide(path: Path) -> str:
    """Return a guide's text; the test is skipped, saying so, where it is not there."""
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path.read_text(encoding="utf-8")


def items_of(text: str) -> list[Item]:
    """Return everything in a guide that can be checked, in its order."""
    headings = [(found.start(), found[1]) for found in _HEADING.finditer(_without_blocks(text))]
    found = [*_blocks(text, headings), *_options(text, headings)]
    return [item for _, item in sorted(found, key=lambda each: each[0])]


def commands_in(block: str) -> Iterator[str]:
    """Yield the commands of a shell block: lines that go on are joined, lines of comment left out."""
    joined = re.sub(r"\\\n\s*", "", block)
    for line in joined.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _blocks(text: str, headings: list[tuple[int, str]]) -> Iterator[tuple[int, Item]]:
    for found in _FENCE.finditer(text):
        language, block = found[1], found[2]
        heading = _above(found.start(), headings)
        if language in {"bash", "sh"}:
            for number, command in enumerate(commands_in(block)):
                yield found.start() + number, Item(Kind.COMMAND, heading, command)
        else:
            yield found.start(), Item(Kind.BLOCK if language == "yaml" else Kind.FIGURE, heading, block)


def _options(text: str, headings: list[tuple[int, str]]) -> Iterator[tuple[int, Item]]:
    for found in _ROW.finditer(text):
        yield found.start(), Item(Kind.OPTION, _above(found.start(), headings), f"{found[1]}={found[3]}")


def _above(at: int, headings: list[tuple[int, str]]) -> str:
    return next((name for start, name in reversed(headings) if start < at), "")


def _without_blocks(text: str) -> str:
    """Blank blocks out, places kept: a comment in a shell block is no heading."""
    return _FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
