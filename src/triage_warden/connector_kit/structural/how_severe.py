"""Severity from words and numbers of any scale."""

import re
from typing import Final

import msgspec

from triage_warden.connector_kit.severity import by_bands, by_word
from triage_warden.core.alerts.severity import Severity

_FURTHER: Final = {
    "crit": Severity.CRITICAL, "emerg": Severity.CRITICAL, "disaster": Severity.CRITICAL, "urgent": Severity.HIGH,
    "extreme": Severity.CRITICAL, "veryhigh": Severity.CRITICAL, "p0": Severity.CRITICAL, "p1": Severity.CRITICAL,
    "p2": Severity.HIGH, "p3": Severity.MEDIUM, "p4": Severity.LOW, "p5": Severity.INFORMATIONAL,
    "sev0": Severity.CRITICAL, "sev1": Severity.CRITICAL, "sev2": Severity.HIGH, "sev3": Severity.MEDIUM,
    "sev4": Severity.LOW, "important": Severity.HIGH, "malicious": Severity.HIGH, "suspicious": Severity.MEDIUM,
    "error": Severity.MEDIUM, "err": Severity.MEDIUM, "warn": Severity.MEDIUM, "average": Severity.MEDIUM,
    "med": Severity.MEDIUM, "elevated": Severity.MEDIUM, "guarded": Severity.LOW, "substantial": Severity.MEDIUM,
    "very low": Severity.INFORMATIONAL, "verylow": Severity.INFORMATIONAL, "benign": Severity.INFORMATIONAL,
    "debug": Severity.INFORMATIONAL, "verbose": Severity.INFORMATIONAL, "trace": Severity.INFORMATIONAL,
    "note": Severity.INFORMATIONAL, "normal": Severity.INFORMATIONAL, "none": Severity.INFORMATIONAL,
    "alert": Severity.HIGH,
}  # fmt: skip
_DECORATED: Final = re.compile(
    r"(?:log|severity|sev|level|risk|priority|threat)?[_ :.-]*([a-z]{2,14}?)(?:[_ -]?(?:risk|severity|level|priority))?"
)
_NUMBER: Final = re.compile(r"[+-]?\d{1,6}(?:\.\d{1,6})?")
_OUT_OF: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?(?:/|of|out of) ?(\d{1,4})")
_ASCENDING: Final = (
    (0, Severity.INFORMATIONAL), (3, Severity.LOW), (6, Severity.MEDIUM), (8, Severity.HIGH), (10, Severity.CRITICAL),
)  # fmt: skip
"""0 to 10, in CEF's bands."""
_PERCENT: Final = (
    (19, Severity.INFORMATIONAL), (39, Severity.LOW), (69, Severity.MEDIUM), (89, Severity.HIGH),
    (1000, Severity.CRITICAL),
)  # fmt: skip
"""0 to 100 in the bands that scores out of a hundred are usually coloured by (CVSS's, tenfold)."""
_FROM_THE_TOP: Final = (
    (1, Severity.CRITICAL), (2, Severity.HIGH), (3, Severity.MEDIUM), (4, Severity.LOW), (9, Severity.INFORMATIONAL),
)  # fmt: skip
"""Priorities: 1 is the most urgent (ITIL; Snort's classes)."""
_SYSLOG: Final = (
    (2, Severity.CRITICAL), (3, Severity.HIGH), (4, Severity.MEDIUM), (5, Severity.LOW), (7, Severity.INFORMATIONAL),
)  # fmt: skip
"""RFC 5424 section 6.2.1: 0 emergency, 3 error, 4 warning, 5 notice, 6 informational."""
_TEN: Final = 10


class HowSevere(msgspec.Struct, frozen=True):
    """A severity and the scale it was read on."""

    severity: Severity
    scale: str


def how_severe(value: str | float, words: tuple[str, ...] = ()) -> HowSevere | None:
    """Return the severity of a word or number, given the words of its key; None where it is neither."""
    if isinstance(value, bool):
        return None
    text = str(value).strip().lower()
    if _NUMBER.fullmatch(text):
        return _numbered(float(text), words, whole="." not in text)
    out_of = _OUT_OF.fullmatch(text)
    if out_of and float(out_of[2]) > 0:
        return HowSevere(by_bands(100 * float(out_of[1]) / float(out_of[2]), _PERCENT), f"out of {out_of[2]}")
    return _worded(text)


def syslog_severity(number: int) -> Severity:
    """Return what a severity of syslog means."""
    return by_bands(number, _SYSLOG)


def _worded(text: str) -> HowSevere | None:
    found = by_word(text) or _FURTHER.get(text)
    if found is None:
        core = _DECORATED.fullmatch(text)
        word = core[1] if core else next((each for each in re.split(r"[^a-z]+", text[:40]) if by_word(each)), "")
        found = by_word(word) or _FURTHER.get(word)
    return HowSevere(found, "word") if found else None


def _numbered(number: float, words: tuple[str, ...], *, whole: bool) -> HowSevere | None:
    if not 0 <= number <= 1_000:  # noqa: PLR2004  # no scale goes further
        return HowSevere(Severity.MEDIUM, "off any scale") if number == -1 else None
    if "priority" in words and number <= 9:  # noqa: PLR2004  # larger numbers are no ranks
        from_top = "level" not in words and number <= 5  # noqa: PLR2004  # ITIL and Snort end at 5, syslog at 7
        return HowSevere(by_bands(number, _FROM_THE_TOP if from_top else _SYSLOG), "1 is the most urgent")
    if number <= 1 and not whole:
        return HowSevere(by_bands(number * 100, _PERCENT), "0 to 1")
    if number <= _TEN:
        return HowSevere(by_bands(number, _ASCENDING), "0 to 10")
    return HowSevere(by_bands(number if number <= 100 else number / _TEN, _PERCENT), "0 to 100")  # noqa: PLR2004  # percent
