"""Facts in the order of what they were worth, as signed bars."""

from collections.abc import Sequence
from typing import Final

import msgspec

from triage_warden.core.assessment.model import Assessment
from triage_warden.core.facts.model import Fact, FactId

FULL: Final = 3.0
"""Log-odds that fill half the bar: odds of 20 to 1, beyond which one fact decides."""
WIDTH: Final = 120
"""Width of a bar's picture in its own units, zero in the middle."""


class WeighedFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with its number on the page, its weight in log-odds where it counted, and its bar."""

    number: int
    fact: Fact
    weight: float | None
    bar_start: float
    bar_length: float


def weighed(facts: Sequence[Fact], assessment: Assessment | None) -> list[WeighedFact]:
    """Return the facts, heaviest first; those that did not count come last, in the order of finding."""
    weights = {cited.id: cited.weight for cited in assessment.facts} if assessment else dict[FactId, float]()
    ordered = sorted(facts, key=lambda fact: -abs(weights.get(fact.id, 0.0)))
    return [_weighed(number, fact, weights.get(fact.id)) for number, fact in enumerate(ordered, 1)]


def _weighed(number: int, fact: Fact, weight: float | None) -> WeighedFact:
    length = min(abs(weight or 0.0), FULL) / FULL * (WIDTH / 2)
    start = WIDTH / 2 if (weight or 0.0) >= 0 else WIDTH / 2 - length
    return WeighedFact(number=number, fact=fact, weight=weight, bar_start=round(start, 1), bar_length=round(length, 1))
