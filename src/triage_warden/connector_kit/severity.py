"""Vendors' words for severity, mapped to ours."""

from collections.abc import Sequence
from typing import Final

from triage_warden.core.alerts.severity import Severity

_WORDS: Final[dict[str, Severity]] = {
    "critical": Severity.CRITICAL,
    "very-high": Severity.CRITICAL,
    "very high": Severity.CRITICAL,
    "fatal": Severity.CRITICAL,
    "emergency": Severity.CRITICAL,
    "high": Severity.HIGH,
    "major": Severity.HIGH,
    "severe": Severity.HIGH,
    "medium": Severity.MEDIUM,
    "moderate": Severity.MEDIUM,
    "warning": Severity.MEDIUM,
    "low": Severity.LOW,
    "minor": Severity.LOW,
    "informational": Severity.INFORMATIONAL,
    "information": Severity.INFORMATIONAL,
    "info": Severity.INFORMATIONAL,
    "notice": Severity.INFORMATIONAL,
}


def by_word(word: str) -> Severity | None:
    """Return what the word means, None for a word (`unknown`) that says nothing."""
    return _WORDS.get(word.strip().lower())


def by_bands(number: float, bands: Sequence[tuple[float, Severity]]) -> Severity:
    """Return the severity of the first band whose upper bound the number does not exceed, else of the last."""
    return next((severity for bound, severity in bands if number <= bound), bands[-1][1])
