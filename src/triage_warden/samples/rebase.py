"""Move the times in a recorded payload to the present, in whatever form each is written."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

_NEAR = timedelta(days=1)
"""Only times this close to the recording are moved: a rule's or certificate's date of birth stays what it is."""

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_TIME = re.compile(
    rf"""(?<![\w.])(?:
      (?P<mail>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),[ ]\d\d[ ](?:{_MONTHS})[ ]\d{{4}}[ ]\d\d:\d\d:\d\d[ ][+-]\d{{4}})
    | (?P<iso>\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d)
    | (?P<plain>\d{{4}}-\d\d-\d\d[ ]\d\d:\d\d:\d\d)
    | (?P<syslog>(?:{_MONTHS})[ ]\d\d[ ]\d\d:\d\d:\d\d)
    | (?P<american>\d\d/\d\d/\d{{4}}[ ]\d\d:\d\d:\d\d)
    | (?P<milliseconds>\d{{13}})(?!\w)
    | (?P<seconds>\d{{10}})(?!\w)
    )""".encode(),
    re.VERBOSE,
)


def rebase(payload: bytes, *, recorded_at: datetime, now: datetime) -> bytes:
    """Return the payload with every time near `recorded_at` moved by `now - recorded_at`, rounded down to seconds.

    Times are read as UTC, which the stream keeps to. Moving back by the same step gives the same bytes.
    """
    step = now.replace(microsecond=0) - recorded_at

    def moved(found: re.Match[bytes]) -> bytes:
        form, written = next((name, text.decode()) for name, text in found.groupdict().items() if text is not None)
        read, write = _FORMS[form]
        try:
            moment = read(written, recorded_at)
        except (ValueError, OverflowError):
            return found[0]  # digits in the shape of a time that are none
        return write(moment + step).encode() if abs(moment - recorded_at) <= _NEAR else found[0]

    return _TIME.sub(moved, payload)


def _with_pattern(pattern: str) -> Callable[[str, datetime], datetime]:
    return lambda text, _recorded_at: datetime.strptime(text, pattern).replace(tzinfo=UTC)


def _in_year_of(text: str, recorded_at: datetime) -> datetime:
    """BSD syslog writes no year."""
    return datetime.strptime(f"{recorded_at.year} {text}", "%Y %b %d %H:%M:%S").replace(tzinfo=UTC)


def _iso(text: str, _recorded_at: datetime) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


_Read = Callable[[str, datetime], datetime]
_Write = Callable[[datetime], str]

_FORMS: dict[str, tuple[_Read, _Write]] = {
    "mail": (lambda text, _: parsedate_to_datetime(text), format_datetime),
    "iso": (_iso, lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S")),
    "plain": (_iso, lambda moment: moment.strftime("%Y-%m-%d %H:%M:%S")),
    "syslog": (_in_year_of, lambda moment: moment.strftime("%b %d %H:%M:%S")),
    "american": (_with_pattern("%m/%d/%Y %H:%M:%S"), lambda moment: moment.strftime("%m/%d/%Y %H:%M:%S")),
    "milliseconds": (
        lambda text, _: datetime.fromtimestamp(int(text) // 1000, UTC) + timedelta(milliseconds=int(text) % 1000),
        lambda moment: f"{int(moment.timestamp()) * 1000 + moment.microsecond // 1000}",
    ),
    "seconds": (lambda text, _: datetime.fromtimestamp(int(text), UTC), lambda moment: f"{int(moment.timestamp())}"),
}
