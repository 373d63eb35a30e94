"""Take the only address there is for where it came from."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from triage_warden.connector_kit.observed import bare_address
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.leaves import Leaf

_ENDS: Final = frozenset({Fact.SOURCE_ADDRESS, Fact.DESTINATION_ADDRESS})
_TOKEN: Final = re.compile(
    r"(?<![\w.:-])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{1,4}(?::{1,2}[0-9A-Fa-f]{1,4}){3,7})(?![\w.:-])"
)
_NO_PARTY: Final = frozenset(
    {
        "version",
        "mask",
        "netmask",
        "observer",
        "sensor",
        "collector",
        "gateway",
        "serial",
        "oid",
        "build",
        "host",
        "agent",
    }
)
_LONGEST: Final = 1_000
_SURE: Final = 0.42


def only_address(read: Sequence[Explained], found: Sequence[Leaf]) -> Iterator[Explained]:
    """Yield the address as the source where no end is known and all values name but one."""
    if any(each.fact in _ENDS for each in read):
        return
    known = {each.value for each in read if each.fact is Fact.HOST_ADDRESS}
    places: dict[str, Leaf] = {}
    for leaf in found:
        if not _NO_PARTY.intersection(leaf.own):
            for token in _TOKEN.findall(leaf.text[:_LONGEST]):
                if bare_address(token) and token not in known:
                    places.setdefault(token, leaf)
    if len(places) == 1:
        (address, leaf), *_ = places.items()
        yield Explained(
            fact=Fact.SOURCE_ADDRESS,
            value=bare_address(address),
            written=leaf.text[:_LONGEST],
            pointer=leaf.pointer,
            confidence=_SURE,
            reason="the only address there is",
        )
