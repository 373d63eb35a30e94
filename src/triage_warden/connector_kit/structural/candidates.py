"""Weigh what each value of a record may be."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.leaves import Leaf
from triage_warden.connector_kit.structural.vocabulary import KINDS, NEVER, SELDOM, WAYS, Way

THRESHOLD: Final = 0.4
"""Confidence under which a reading is not used."""
_AROUND: Final = 0.03
"""Less sure for each word that stands in what the key is part of, not in the key."""
_FURTHER: Final = 0.02
"""… and for each level between."""
_EXTRA: Final = 0.035
_EXTRA_AFTER: Final = 0.12
"""What words that mean nothing to us cost before the head, and after it, where they say that it is something else."""
_MOST_EXTRA: Final = 0.2
_ODD_PARENT, _ODD_AROUND, _SELDOM_OWN, _SELDOM_PARENT, _SELDOM_AROUND = 0.22, 0.06, 0.24, 0.16, 0.06
"""What words cost that rule a fact out in the parent's key and further out, and that make it unlikely in each place."""
_LATER: Final = 0.03
"""What each place further down a list costs, to three: the first member speaks for the event."""
_DEEPER: Final = 0.008
_DEEPEST: Final = 6
_DEEPER_IN_TIME: Final = 0.035
"""Times, titles and rules of an event stand near its top; deeper ones are of things it tells of."""
_OF_SEVERAL: Final = 0.14
"""What it costs them to stand in one of several things."""
_OF_THE_WHOLE: Final = frozenset(
    {Fact.TIME, Fact.TITLE, Fact.RULE_NAME, Fact.RULE_ID, Fact.ALERT_ID, Fact.CATEGORY, Fact.LINK}
)
_MODIFIES: Final = 0.1
"""What a ruling-out word costs before a head that stands for itself: a `process user` is a user."""
_GENERIC: Final = frozenset(
    {
        "name",
        "id",
        "address",
        "mail",
        "path",
        "time",
        "date",
        "port",
        "display",
        "code",
        "level",
        "category",
        "description",
        "line",
    }
    | {
        "title",
        "message",
        "action",
        "status",
        "outcome",
        "number",
        "text",
        "key",
        "query",
        "object",
        "alert",
        "event",
        "domain",
        "url",
    },
)
"""Heads that only their modifiers give a meaning: a `process name` is none of a host."""
_SAYS_NOTHING: Final = frozenset(
    """
    original value text string raw event alert log data info full primary main current v s the a x h p str field fields
    all effective derived normalized iso utc epoch ms properties attributes 0 1 2 3 4 5 6 128 256 512
    """.split(),  # noqa: SIM905  # a list of words is read as words
)


_WRAPPERS: Final = frozenset({"properties", "payload", "body", "record", "fields"})


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A value as one fact."""

    fact: Fact
    value: str
    leaf: Leaf
    confidence: float
    reason: str


def candidates(found: Iterable[Leaf]) -> Iterator[Candidate]:
    """Yield what each value may be, for each fact at most once, where it is likely enough."""
    for leaf in found:
        best: dict[Fact, tuple[float, Way]] = {}
        for way in _ways(leaf):
            confidence = _confidence(way, leaf)
            if confidence >= THRESHOLD and confidence > best.get(way.fact, (0.0, way))[0]:
                best[way.fact] = (confidence, way)
        for fact, (confidence, way) in best.items():
            value = KINDS[fact](leaf.value)
            if value:
                yield Candidate(fact=fact, value=value, leaf=leaf, confidence=confidence, reason=_reason(way, leaf))


def explained(candidate: Candidate, reason: str = "") -> Explained:
    """Return the candidate as what was read."""
    return Explained(
        fact=candidate.fact,
        value=candidate.value,
        written=candidate.leaf.text[:1000],
        pointer=candidate.leaf.pointer,
        confidence=round(candidate.confidence, 2),
        reason=candidate.reason + reason,
    )


def _ways(leaf: Leaf) -> Iterator[Way]:
    for word in dict.fromkeys(leaf.own):
        yield from WAYS.get(word, ())


def _confidence(way: Way, leaf: Leaf) -> float:
    own = frozenset(leaf.own)
    outside = way.words - own
    cost, odd = _distance(outside, leaf), (NEVER[way.fact] & own) - way.words
    if cost is None or (odd and (way.head in _GENERIC or not odd.isdisjoint(_after(way.head, leaf)))):
        return 0.0
    cost += _MODIFIES * len(odd)
    extra = own - way.words - _SAYS_NOTHING
    after = extra.intersection(_after(way.head, leaf))
    cost += min(_MOST_EXTRA, _EXTRA * len(extra - after)) + _EXTRA_AFTER * len(after)
    cost += _LATER * min(leaf.index, 3)
    cost += (_DEEPER_IN_TIME if way.fact in _OF_THE_WHOLE else _DEEPER) * min(_depth(leaf), _DEEPEST)
    cost += _SELDOM_OWN * bool((SELDOM[way.fact] & own) - way.words)
    cost += _OF_SEVERAL * (leaf.listed and way.fact in _OF_THE_WHOLE)
    for level, around in enumerate(leaf.around):
        words = frozenset(around) - way.words
        if NEVER[way.fact] & words:
            cost += _ODD_AROUND if level else _ODD_PARENT
        elif SELDOM[way.fact] & words:
            cost += _SELDOM_AROUND if level else _SELDOM_PARENT
    return way.weight - cost


def _depth(leaf: Leaf) -> int:
    """Return how deep a value stands, not counting what a collector wraps each event in."""
    return sum(1 for words in leaf.around if not _WRAPPERS.issuperset(words))


def _after(head: str, leaf: Leaf) -> tuple[str, ...]:
    """Return the words of the key after the head: in a compound, the last noun says what it is."""
    last = len(leaf.own) - 1 - leaf.own[::-1].index(head)
    return leaf.own[last + 1 :]


def _distance(outside: frozenset[str], leaf: Leaf) -> float | None:
    """Return what it costs that these words stand around the key; None where one does not."""
    cost = 0.0
    for word in outside:
        level = next((level for level, around in enumerate(leaf.around) if word in around), None)
        if level is None:
            return None
        cost += _AROUND + _FURTHER * level
    return cost


def _reason(way: Way, leaf: Leaf) -> str:
    around = " in ".join(" ".join(words) for words in leaf.around if way.words & set(words) - set(leaf.own))
    return f"'{leaf.key[:60]}' says {' '.join(leaf.own)}" + (f", in {around}" if around else "")
