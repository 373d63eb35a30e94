"""Weigh which value says how severe it is."""

from collections.abc import Iterable, Iterator
from typing import Final

from triage_warden.connector_kit.structural.candidates import THRESHOLD, Candidate
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.how_severe import how_severe
from triage_warden.connector_kit.structural.leaves import Leaf

_WAYS: Final = (
    (frozenset({"severity"}), 0.94),
    (frozenset({"risk", "level"}), 0.82),
    (frozenset({"threat", "level"}), 0.82),
    (frozenset({"log", "level"}), 0.72),
    (frozenset({"level"}), 0.7),
    (frozenset({"priority"}), 0.68),
    (frozenset({"risk", "score"}), 0.6),
    (frozenset({"threat", "score"}), 0.56),
    (frozenset({"risk"}), 0.58),
    (frozenset({"rating"}), 0.45),
    (frozenset({"score"}), 0.45),
)
_NEVER: Final = frozenset(
    {
        "confidence",
        "cvss",
        "time",
        "count",
        "reason",
        "description",
        "user",
        "access",
        "zoom",
        "trust",
        "url",
        "address",
        "host",
    }
    | {"process", "battery", "version", "hierarchy", "integrity", "privilege", "assurance", "file", "name_id", "patch"}
    | {"authentication", "aal", "encryption", "signature_id", "os", "key", "recipient", "message", "source"},
)
_WORDS_FIRST: Final = 0.04
"""A word says more than the number beside it."""
_NUMBER: Final = 0.02


def severities(found: Iterable[Leaf]) -> Iterator[Candidate]:
    """Yield the values that may say how severe the alert is."""
    for leaf in found:
        words = frozenset(leaf.own)
        weight = next((weight for needed, weight in _WAYS if needed <= words | _near(leaf) and needed & words), 0.0)
        if not weight or words & _NEVER:
            continue
        read = how_severe(leaf.value, leaf.own)
        if read is None:
            continue
        confidence = weight - 0.03 * len(words) - 0.015 * min(len(leaf.around), 5) - 0.03 * min(leaf.index, 3)
        confidence += _WORDS_FIRST if read.scale == "word" else -_NUMBER - 0.1 * ("id" in words)
        if confidence >= THRESHOLD:
            reason = f"'{leaf.key[:60]}' says {' '.join(leaf.own)}, scale {read.scale}"
            yield Candidate(fact=Fact.SEVERITY, value=read.severity, leaf=leaf, confidence=confidence, reason=reason)


def _near(leaf: Leaf) -> frozenset[str]:
    return frozenset(leaf.around[0]) if leaf.around else frozenset()
