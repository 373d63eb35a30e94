"""Read the times vendors write."""

import re
from datetime import UTC, datetime
from typing import Final

_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
"""Before this no security tool wrote alerts: an epoch of 0, or a clock that was never set, is no time at all."""
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC)
_EPOCH_UNITS: Final = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))
"""Below each bound a number counts seconds, milliseconds, microseconds, nanoseconds: right from 1973 to 5138."""
_DIGITS: Final = re.compile(r"\d{9,20}(?:\.\d{1,9})?")
_LONG_FRACTION: Final = re.compile(r"(\.\d{6})\d+")
_ZONE_WORD: Final = re.compile(r"\s*(?:UTC|GMT|Z)(?=[+-]\d|$)", re.IGNORECASE)
_OFFSET: Final = re.compile(r"\s*([+-]\d\d:?\d\d)$")
_FORMS: Final = (
    "%b %d %Y %H:%M:%S.%f%z",
    "%b %d %Y %H:%M:%S%z",
    "%m/%d/%Y %I:%M:%S %p%z",
    "%m/%d/%Y %H:%M:%S%z",
    "%a %b %d %H:%M:%S %Y%z",
    "%d/%b/%Y:%H:%M:%S%z",
    "%Y/%m/%d %H:%M:%S%z",
    "%a, %d %b %Y %H:%M:%S%z",
)


def moment(value: object) -> datetime | None:
    """Return the time as UTC, or None where it is no time between 1990 and 2100.

    RFC 3339 and its relaxations (a space for `T`, `+0100`, seven digits of fraction), numbers of seconds to
    nanoseconds by their size, and the forms of CEF, US dates and Apache logs. A time without a zone is UTC.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _epoch(value)
    return _written(value.strip()) if isinstance(value, str) else None


def first_moment(*values: object) -> datetime | None:
    """Return the first of the values that is a time."""
    return next((found for found in map(moment, values) if found is not None), None)


def _epoch(number: float) -> datetime | None:
    for bound, per_second in _EPOCH_UNITS:
        if 0 < number < bound:
            return _sensible(datetime.fromtimestamp(number / per_second, tz=UTC))
    return None


def _written(words: str) -> datetime | None:
    if not 8 <= len(words) <= 64 or not words.isascii():  # noqa: PLR2004  # a date at least, a time with zone at most
        return None
    if _DIGITS.fullmatch(words):
        return _epoch(float(words))
    try:
        return _sensible(datetime.fromisoformat(_LONG_FRACTION.sub(r"\1", words)))
    except (ValueError, OverflowError):
        return _vendor_form(_ZONE_WORD.sub("", words))


def _vendor_form(words: str) -> datetime | None:
    zone = _OFFSET.search(words)
    zoned = f"{words[: zone.start()]}{zone[1]}" if zone else f"{words}+0000"
    for form in _FORMS:
        try:
            return _sensible(datetime.strptime(zoned, form))  # noqa: DTZ007  # every form ends in %z
        except (ValueError, OverflowError):
            continue
    return None


def _sensible(time: datetime) -> datetime | None:
    try:
        utc = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError:
        return None
    return utc if _EARLIEST <= utc < _LATEST else None
