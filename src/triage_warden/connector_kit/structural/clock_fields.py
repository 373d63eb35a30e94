"""Put dates and times of day together that stand in two fields, with the zone in a third."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from triage_warden.connector_kit.structural.candidates import Candidate
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.leaves import Leaf
from triage_warden.connector_kit.structural.when import when

_DATE: Final = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}|20\d{6}"
)
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?")
_ZONE: Final = re.compile(r"[+-]\d\d:?\d\d")
_SURE: Final = 0.93


def clock_fields(found: Iterable[Leaf]) -> Iterator[Candidate]:
    """Yield the times that a date and a time of day in one object make."""
    dates: dict[str, Leaf] = {}
    clocks: dict[str, Leaf] = {}
    zones: dict[str, str] = defaultdict(str)
    for leaf in found:
        text, holder = leaf.text[:40].strip(" \"'"), leaf.pointer.rpartition("/")[0]
        if _DATE.fullmatch(text):
            dates.setdefault(holder, leaf)
        elif _CLOCK.fullmatch(text):
            clocks.setdefault(holder, leaf)
        elif _ZONE.fullmatch(text) and ("tz" in leaf.own or "timezone" in leaf.own or "zone" in leaf.own):
            zones.setdefault(holder, text)
    for holder, clock in clocks.items():
        if holder in dates:
            time = when(f"{dates[holder].text.strip()} {clock.text.strip()}{zones[holder]}")
            if time:
                reason = f"'{dates[holder].key[:40]}' and '{clock.key[:40]}' together"
                yield Candidate(
                    fact=Fact.TIME, value=time.isoformat(), leaf=dates[holder], confidence=_SURE, reason=reason
                )
