"""Read rows without names: what each column holds, and which address comes first."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from triage_warden.connector_kit.severity import by_word
from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.how_severe import how_severe

_KINDS: Final[tuple[tuple[Fact, kinds.Kind, float], ...]] = (
    (Fact.TIME, kinds.time, 0.66),
    (Fact.HASH, kinds.digest, 0.6),
    (Fact.URL, kinds.url, 0.66),
    (Fact.DOMAIN, kinds.domain, 0.5),
)
_SURE_ENDS: Final = 0.6
_SURE_USER: Final = 0.62
_LONGEST_EPOCH: Final = 13
"""Digits of milliseconds; serial numbers are longer."""
_ZONE: Final = re.compile(r"[+-]\d\d:?\d\d$")
_LONGEST_TIME: Final = 40
_SAME: Final = timedelta(minutes=1)
"""Within this two columns' times of day are those of one event: when it was seen, and when it was passed on."""
Columns = Sequence[tuple[str, str]]
"""Pointers and values, in order."""


def read_columns(columns: Columns) -> Iterator[Explained]:
    """Yield what the columns hold; the client comes before the server in every tool's order."""
    yield from _ends(columns)
    yield from _user(columns)
    yield from _severity(columns)
    for fact, kind, sure in _KINDS:
        values = ((pointer, kind(written)) for pointer, written in columns if _may_be(fact, written))
        first = next(((pointer, value) for pointer, value in values if value), None)
        if first and fact is Fact.TIME:
            first = _zoned(columns, first)
        if first:
            yield _read(fact, first[1], first[0], sure=sure, reason="the first column of its shape")


def _may_be(fact: Fact, written: str) -> bool:
    if fact is Fact.TIME:
        return not (written.isdigit() and len(written) > _LONGEST_EPOCH)
    return fact is not Fact.URL or written[:1] != "/"


def _zoned(columns: Columns, first: tuple[str, str]) -> tuple[str, str]:
    """Return the column that gives the same time of day with its zone; the first one where none does."""
    for pointer, written in columns:
        zone = _ZONE.search(written[:_LONGEST_TIME])
        local, full = (kinds.time(written[: zone.start()]), kinds.time(written)) if zone else ("", "")
        if local and full and abs(datetime.fromisoformat(local) - datetime.fromisoformat(first[1])) < _SAME:
            return pointer, full
    return first


def _ends(columns: Columns) -> Iterator[Explained]:
    addresses = [(pointer, kinds.address(written)) for pointer, written in columns if kinds.address(written)]
    for fact, (pointer, value) in zip((Fact.SOURCE_ADDRESS, Fact.DESTINATION_ADDRESS), addresses, strict=False):
        yield _read(fact, value, pointer, sure=_SURE_ENDS, reason="addresses come in the order of the connection")


def _severity(columns: Columns) -> Iterator[Explained]:
    for pointer, written in columns:
        read = how_severe(written) if written.isalpha() and (written.isupper() or by_word(written)) else None
        if read:
            yield _read(
                Fact.SEVERITY,
                read.severity,
                pointer,
                sure=0.5,
                reason="a column that is a word for severity",
                written=written,
            )
            return


def _user(columns: Columns) -> Iterator[Explained]:
    for pointer, written in columns:
        account = "\\" in written and written.count("\\") == 1 and " " not in written and not kinds.path(written)
        value = kinds.user(written) if account else kinds.mail(written)
        if value:
            yield _read(Fact.USER, value, pointer, sure=_SURE_USER, reason="a column that holds an account")
            return


def _read(fact: Fact, value: str, pointer: str, *, sure: float, reason: str, written: str = "") -> Explained:
    return Explained(fact=fact, value=value, written=written or value, pointer=pointer, confidence=sure, reason=reason)
