"""What the documentation shows of a terminal: commands, and what came of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BLOCK: Final = re.compile(r"<!-- on: (\w+) -->\n```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_UNMARKED: Final = re.compile(r"(?<!-->\n)```console")
_ANY: Final = "…"
_VARIES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27}\b"), "ID"),
    (re.compile(r"\b[0-9a-f]{16,64}\b"), "HEX"),
    (re.compile(r"\b\d+(\.\d+)?\b"), "N"),
)
"""What differs between two runs: only its form is compared."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as the documentation shows it, what it says came of it, and on what it is run."""

    page: Path
    place: str
    command: str
    output: str

    def __str__(self) -> str:
        """Return it as it is named in reports."""
        return f"{self.page.name}: {self.command}"


def shown_in(page: Path) -> Iterator[Shown]:
    """Yield what a page shows, in its order; each such block says what it is run on."""
    text = page.read_text(encoding="utf-8")
    assert not _UNMARKED.search(text), f"{page}: a console block does not say what it is run on"
    for found in _BLOCK.finditer(text):
        for part in re.split(r"^\$ ", found[2], flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield Shown(page, found[1], command, output)


def has_form(output: str, form: str) -> bool:
    """Return whether an output is as the documentation shows it, but for what varies; `…` stands for anything."""
    pattern = ".*".join(re.escape(_form(part)) for part in form.rstrip("\n").split(_ANY))
    return re.fullmatch(pattern, _form(output.rstrip("\n")), re.DOTALL) is not None


def _form(text: str) -> str:
    for pattern, stand_in in _VARIES:
        text = pattern.sub(stand_in, text)
    return text
