"""Why an alert is in its incident, in words."""

import heapq
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from triage_warden.core.incidents.group import Group
from triage_warden.core.incidents.keys import Key, KeyKind
from triage_warden.core.incidents.model import Link, SharedValue
from triage_warden.core.incidents.strands import Spread, Strand
from triage_warden.core.incidents.ties import Tie
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import AlertId

FIRST: Final = "is the first of this incident"
_LONG: Final = 60
"""Characters of a value that are shown; the whole value stands in `shared`."""
_NOUNS: Final = {
    ObservableType.HOSTNAME: "host",
    ObservableType.USER: "user",
    ObservableType.EMAIL: "mailbox",
    ObservableType.CLOUD_RESOURCE: "resource",
    ObservableType.IPV4: "address",
    ObservableType.IPV6: "address",
    ObservableType.SHA256: "file hash",
    ObservableType.SHA1: "file hash",
    ObservableType.MD5: "file hash",
    ObservableType.URL: "link",
    ObservableType.FILE_NAME: "file",
    ObservableType.FILE_PATH: "path",
    ObservableType.COMMAND_LINE: "command line",
    ObservableType.REGISTRY_KEY: "registry key",
    ObservableType.USER_AGENT: "user agent",
    ObservableType.CVE: "vulnerability",
    ObservableType.BITCOIN_ADDRESS: "bitcoin address",
    ObservableType.MAC: "network card",
}


def links_of(made: Group, spread: Spread) -> list[Link]:
    """Return why the first alert of each of the group's strands is in it, in their order.

    Each is tied to one that was tied before it, back to the first: the strongest and nearest ties are told.
    """
    tied = _spanning(made)
    links: list[Link] = []
    for index, strand in enumerate(made.strands):
        tie = tied.get(index)
        if tie is None:
            links.append(Link(alert_id=strand.alert_id, tied_to=None, reason=FIRST, weight=0.0))
        else:
            other = made.strands[tie.one if tie.other == index else tie.other]
            links.append(_link(strand, other, tie=tie, spread=spread))
    return links


def link_of_repeat(strand: Strand, alert_id: AlertId, first: AlertId) -> Link:
    """Return why a further alert of a strand is with the strand's first."""
    reason = f"repeats {_quoted(strand.profile.title)} on the same things within the hour"
    return Link(alert_id=alert_id, tied_to=first, reason=reason, weight=1.0)


def _spanning(made: Group) -> dict[int, Tie]:
    """Return a tie for every strand but the first of each connected part, weightiest first (Prim)."""
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for number, tie in enumerate(made.ties):
        beside[tie.one].append(number)
        beside[tie.other].append(number)
    chosen: dict[int, Tie] = {}
    reached: set[int] = set()
    for start in range(len(made.strands)):
        waiting = [] if start in reached else [_entry(made.ties, number, start) for number in beside[start]]
        reached.add(start)
        heapq.heapify(waiting)
        while waiting:
            *_, index, number = heapq.heappop(waiting)
            if index in reached:
                continue
            reached.add(index)
            chosen[index] = made.ties[number]
            for further in beside[index]:
                heapq.heappush(waiting, _entry(made.ties, further, index))
    return chosen


def _entry(ties: Sequence[Tie], number: int, reached: int) -> tuple[float, timedelta, int, int]:
    """Return what ties are taken by: weight, nearness, then order; with the strand that the tie leads to."""
    tie = ties[number]
    return -tie.weight, tie.gap, tie.other if tie.one == reached else tie.one, number


def _link(strand: Strand, other: Strand, *, tie: Tie, spread: Spread) -> Link:
    shared = [(key, _seen_with(key, (strand, other), spread)) for key in tie.shared]
    values = " and ".join(_value(key, seen) for key, seen in shared)
    reason = f"shares {values} with {_quoted(other.profile.title)} {_when(strand, other)}"
    return Link(
        alert_id=strand.alert_id,
        tied_to=other.alert_id,
        reason=reason,
        weight=round(tie.weight, 2),
        shared=tuple(
            SharedValue(type=key.type, value=_plain(key), weight=round(key.weight, 2), spread=seen)
            for key, seen in shared
            if key.type is not None
        ),
    )


def _seen_with(key: Key, strands: tuple[Strand, Strand], spread: Spread) -> int:
    return max(spread.on(key.token, strand.hour.date()) for strand in strands)


def _value(key: Key, seen: int) -> str:
    match key.kind:
        case KeyKind.RULE:
            return "the same rule"
        case KeyKind.ECHO:
            return "rule and everything it names"
        case KeyKind.ALIAS:
            return f"{_noun(key)} name {_plain(key)}"
        case _:
            return f"{_noun(key)} {_short(_plain(key))}{_parties(key, seen)}"


def _noun(key: Key) -> str:
    if key.kind is KeyKind.SENDER:
        return "sender"
    return _NOUNS.get(key.type, str(key.type)) if key.type else str(key.kind)


def _plain(key: Key) -> str:
    """Return the value as the alert has it; some keys carry the rule or the kind beside it."""
    if key.kind is KeyKind.ALIAS:
        return key.value.partition("\x1f")[2]
    return key.value.partition("\x1f")[0]


def _parties(key: Key, seen: int) -> str:
    if not seen:
        return ""
    of = "user" if key.kind is KeyKind.HOST else "host" if key.kind is KeyKind.ACCOUNT else "target"
    return f" (seen with {_number(seen, of)} that day)"


def _when(strand: Strand, other: Strand) -> str:
    if strand.first_at > other.last_at:
        return f"{_span(strand.first_at - other.last_at)} earlier"
    if other.first_at > strand.last_at:
        return f"{_span(other.first_at - strand.last_at)} later"
    return "at the same time"


def _span(gap: timedelta) -> str:
    seconds = int(gap.total_seconds())
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length * 2 or (unit != "day" and seconds >= length):
            return _number(seconds // length, unit)
    return _number(max(seconds, 1), "second")


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _short(value: str) -> str:
    return value if len(value) <= _LONG else f"{value[:_LONG]}…"


def _quoted(title: str) -> str:
    return f"'{_short(title)}'"
