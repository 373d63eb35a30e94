"""Read times in the forms that log lines and regional settings give them, beyond RFC 3339 and the usual ones."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from triage_warden.connector_kit.times import moment

_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""A number that would be an earlier time is a number of something else."""
_LONGEST: Final = 64
_DIGITS: Final = re.compile(r"(?:\d\D{0,10}){6}")
"""Fewer than six are no date with a time; most values are not, and this says so at once."""
_CLOCK: Final = (
    r"(?P<H>\d{1,2})[:.](?P<M>\d\d)(?:[:.](?P<S>\d\d)(?:[.,:](?P<f>\d{1,9}))?)?(?: ?(?P<p>[AaPp])\.?[Mm]\.?)?"
    r"(?: ?(?P<z>Z|[+-]\d\d:?\d\d|[A-Z]{3,4})\b)?"
)
_MONTH: Final = r"(?P<b>[A-Za-z]{3,9})\.?"
_GAP: Final = r"[T ,:_-]{1,3}"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_GAP}{_CLOCK}",
        rf"(?P<d>\d{{1,2}})[ /.-]{_MONTH}[ /.,-]{{1,2}}(?P<y>\d{{4}}){_GAP}{_CLOCK}",
        rf"\b{_MONTH} +(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y>\d{{4}}){_GAP}{_CLOCK}",
        rf"\b{_MONTH} +(?P<d>\d{{1,2}}) {_CLOCK} (?P<y>\d{{4}})\b",
        rf"\b{_CLOCK} (?:[A-Z][a-z]{{2}} )?{_MONTH} +(?P<d>\d{{1,2}}) (?P<y>\d{{4}})\b",
        rf"(?P<n>\d{{1,2}})[/.-](?P<o>\d{{1,2}})[/.-](?P<y>\d{{4}}){_GAP}{_CLOCK}",
        r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)[T ]?(?P<H>\d\d):?(?P<M>\d\d):?(?P<S>\d\d)(?!\d)",
    )
)
_NET_DATE: Final = re.compile(r"/Date\((\d{9,14})(?:[+-]\d{4})?\)/")
_EPOCH: Final = re.compile(r"(?<![\d.])1\d{9}(?:\.\d{1,9}|\d{3}|\d{6})?(?![\d.])")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES: Final = {
    "CET": 1, "CEST": 2, "WEST": 1, "BST": 1, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "EST": -5, "EDT": -4,
    "CDT": -5, "CST": -6, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
"""Hours east of Greenwich of the names that are common and mean one zone in logs; others read as UTC."""
_NOON: Final = 12


def when(value: object) -> datetime | None:
    """Return the time a value is, in UTC; None where it is none since 2000. A time without a zone is UTC."""
    if isinstance(value, str) and not _DIGITS.search(value[:_LONGEST]):
        return None
    found = moment(value)
    if found is None and isinstance(value, str) and len(value) <= _LONGEST:
        found = _written(value.strip(" \t\"'[]()"))
    return found if found and found >= _EARLIEST else None


def first_time(text: str) -> tuple[datetime, str] | None:
    """Return the first time with its year that stands in a text, and as it is written."""
    places = [match for form in _FORMS if (match := form.search(text))]
    for match in sorted(places, key=lambda found: found.start()):
        time = moment(match[0]) or _from(match)
        if time and time >= _EARLIEST:
            return time, match[0]
    epoch = _EPOCH.search(text)
    time = moment(epoch[0]) if epoch else None
    return (time, epoch[0]) if epoch and time else None


def _written(words: str) -> datetime | None:
    net = _NET_DATE.fullmatch(words)
    if net:
        return moment(net[1])
    matches = (form.search(words) for form in _FORMS)
    return next((time for match in matches if match and (time := _from(match))), None)


def _from(match: re.Match[str]) -> datetime | None:
    said = match.groupdict()
    year, month, day = int(said["y"]), *_day(said)
    hour = (
        int(said["H"]) % _NOON + (_NOON if (said.get("p") or "").lower() == "p" else 0)
        if said.get("p")
        else int(said["H"])
    )
    micro = int((said.get("f") or "0")[:6].ljust(6, "0"))
    try:
        return datetime(
            year, month, day, hour, int(said["M"]), int(said["S"] or 0), micro, tzinfo=_zone(said.get("z") or "")
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(said: dict[str, str]) -> tuple[int, int]:
    """Return month and day; of two numbers the first is the month, unless it cannot be."""
    if said.get("b"):
        name = said["b"][:3].lower()
        return (_MONTHS.index(name) + 1 if name in _MONTHS else 0), int(said["d"])
    if said.get("n"):
        first, second = int(said["n"]), int(said["o"])
        return (second, first) if first > len(_MONTHS) else (first, second)
    return int(said["m"]), int(said["d"])


def _zone(words: str) -> timezone:
    if words[:1] in ("+", "-"):
        digits = words[1:].replace(":", "")
        east = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return timezone(east if words[0] == "+" else -east) if east < timedelta(hours=24) else UTC
    return timezone(timedelta(hours=_ZONES.get(words, 0)))
