"""The verdict in words, every claim with the facts it rests on."""

from collections.abc import Sequence
from typing import Final

from triage_warden.core.assessment.model import Category, Verdict
from triage_warden.core.assessment.weigh import Weighed

FOR: Final = 4
AGAINST: Final = 2
"""Facts told on each side; all of them stand in the assessment."""

_OPENING: Final = {
    Verdict.MALICIOUS: "This is an attack",
    Verdict.SUSPICIOUS: "This may be an attack and needs a person's look",
    Verdict.BENIGN: "This is harmless",
    Verdict.INCONCLUSIVE: "The evidence does not settle what this is",
}


def summary_of(verdict: Verdict, category: Category, weighed: Sequence[Weighed], *, confidence: float) -> str:
    """Return sentences that each end in the facts they rest on, as `[f-…]`."""
    speaking_for = _distinct([each for each in weighed if each.weight > 0])[:FOR]
    speaking_against = _distinct([each for each in weighed if each.weight < 0])[:AGAINST]
    if not speaking_for and not speaking_against:
        return "Nothing is known that speaks for or against an attack."
    first, second = (speaking_for, speaking_against)
    if verdict is Verdict.BENIGN:
        first, second = second, first
    words = {Verdict.BENIGN: ("Against an attack", "For one")}.get(verdict, ("For an attack", "Against it"))
    parts = [_opening(verdict, category, first or second, confidence=confidence)]
    parts += [f"{words[0]}: {_told(first)}"] if first else []
    parts += [f"{words[1]}: {_told(second)}"] if second else []
    return " ".join(parts)


def _distinct(weighed: Sequence[Weighed]) -> list[Weighed]:
    """Return the strongest of each kind: the same said of two alerts is told once."""
    kept: dict[str, Weighed] = {}
    for each in weighed:
        kept.setdefault(each.fact.kind, each)
    return list(kept.values())


def _opening(verdict: Verdict, category: Category, leading: Sequence[Weighed], *, confidence: float) -> str:
    named = category is not Category.OTHER and verdict in {Verdict.MALICIOUS, Verdict.SUSPICIOUS}
    what = f" ({category.replace('_', ' ')})" if named else ""
    sure = "" if verdict is Verdict.INCONCLUSIVE else f", {confidence:.0%} sure"
    return f"{_OPENING[verdict]}{what}{sure} [{leading[0].fact.id}]."


def _told(weighed: Sequence[Weighed]) -> str:
    return " ".join(f"{_unforged(each.fact.statement)} [{each.fact.id}]." for each in weighed)


def _unforged(statement: str) -> str:
    """Return the statement with nothing in it that looks like a citation: it may quote an attacker."""
    return statement.translate(_ROUND).rstrip(". ")


_ROUND: Final = str.maketrans("[]", "()")
