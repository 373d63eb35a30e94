"""Put dates and times of day together that stand in two fields, with the zone in a third."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from triage_warden.connector_kit.structural.candidates import Candidate
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.leaves import Leaf
from triage_warden.connector_kit.structural.when import when

_DATE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}|20\d{6}"
)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?")
_ZONE: Final = re.compile(r"[+-]\d\d:?\d\d")
_ZONE_WORDS: Final = frozenset({"tz", "timezone", "zone"})
_LOCAL: Final = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[T ]\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?")
"""A whole time without its zone."""
_SURE: Final = 0.95


class _Parts(msgspec.Struct):
    """What one object has of a time."""

    date: Leaf | None = None
    clock: Leaf | None = None
    local: Leaf | None = None
    zone: str = ""


def clock_fields(found: Iterable[Leaf]) -> Iterator[Candidate]:
    """Yield the times that a date, a time of day and a zone in one object make."""
    for parts in _by_object(found).values():
        first, text = parts.date, ""
        if parts.date and parts.clock:
            text = f"{parts.date.text.strip()} {parts.clock.text.strip()}{parts.zone}"
        elif parts.local and parts.zone:
            first, text = parts.local, f"{parts.local.text.strip()}{parts.zone}"
        time = when(text) if text else None
        if first and time:
            reason = f"'{first.key[:40]}' with the time of day or zone beside it"
            yield Candidate(fact=Fact.TIME, value=time.isoformat(), leaf=first, confidence=_SURE, reason=reason)


def _by_object(found: Iterable[Leaf]) -> dict[str, _Parts]:
    objects: dict[str, _Parts] = defaultdict(_Parts)
    for leaf in found:
        parts, text = objects[leaf.pointer.rpartition("/")[0]], leaf.text[:40].strip(" \"'")
        if _DATE.fullmatch(text):
            parts.date = parts.date or leaf
        elif _CLOCK.fullmatch(text):
            parts.clock = parts.clock or leaf
        elif _LOCAL.fullmatch(text) and "time" in leaf.own:
            parts.local = parts.local or leaf
        elif _ZONE.fullmatch(text) and not _ZONE_WORDS.isdisjoint(leaf.own):
            parts.zone = parts.zone or text
    return objects
