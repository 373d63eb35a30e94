"""A summary's citations as links to the facts."""

import re
from collections.abc import Mapping

import msgspec

from triage_warden.core.facts.model import FactId

_CITED = re.compile(r"\[(f-[0-9a-f]{4,64}(?:\s*,\s*f-[0-9a-f]{4,64})*)\]")


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, or a citation: the fact's id and its number on the page."""

    text: str
    fact: FactId | None = None


def pieces(summary: str, numbers: Mapping[FactId, int]) -> list[Piece]:
    """Cut a summary at `[f-…]`; a fact that is not on the page is left out, as a link to nowhere would be a claim."""
    found, place = list[Piece](), 0
    for match in _CITED.finditer(summary):
        found.append(Piece(summary[place : match.start()]))
        cited = [FactId(name.strip()) for name in match[1].split(",")]
        found.extend(Piece(str(numbers[each]), each) for each in cited if each in numbers)
        place = match.end()
    found.append(Piece(summary[place:]))
    return [piece for piece in found if piece.text]
