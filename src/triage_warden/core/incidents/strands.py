"""Alerts of one profile within one hour are one strand: grouping weighs strands, so a storm costs little."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.profile import Profile, profile
from triage_warden.kernel.ids import AlertId


class Strand(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts of one profile whose times of occurrence fall into one UTC hour; `alert_id` is the earliest of them.

    The hour is the clock's, so that the same alerts make the same strands in whatever portions they come.
    """

    profile: Profile
    hour: datetime
    first_at: datetime
    last_at: datetime
    alert_id: AlertId
    count: int = 1

    @property
    def order(self) -> tuple[datetime, str]:
        """Return what strands are sorted by. Not by id: ids tell in what order alerts came."""
        return self.first_at, self.profile.digest

    @property
    def name(self) -> tuple[str, datetime]:
        """Return what tells this strand from all others of the tenant."""
        return self.profile.digest, self.hour


def joined(one: Strand, other: Strand) -> Strand:
    """Return the strand of the alerts of both, which are of one name."""
    first = min(one, other, key=lambda strand: (strand.first_at, strand.alert_id))
    return msgspec.structs.replace(first, last_at=max(one.last_at, other.last_at), count=one.count + other.count)


def strand_of(alert: StoredAlert, policy: GroupingPolicy) -> Strand:
    """Return the strand of this alert alone."""
    at = alert.occurred_at.astimezone(UTC)
    hour = at.replace(minute=0, second=0, microsecond=0)
    return Strand(profile=profile(alert, policy), hour=hour, first_at=at, last_at=at, alert_id=alert.id)


def gathered(strands: Iterable[Strand]) -> list[Strand]:
    """Return the strands with those of one name joined, in order of time."""
    by_name: dict[tuple[str, datetime], Strand] = {}
    for strand in strands:
        known = by_name.get(strand.name)
        by_name[strand.name] = strand if known is None else joined(known, strand)
    return sorted(by_name.values(), key=lambda strand: strand.order)


class Spread:
    """How many distinct parties each value was seen with, by UTC day."""

    def __init__(self, counts: Mapping[tuple[str, date], int]) -> None:
        self._counts = counts

    def on(self, token: str, day: date) -> int:
        """Return the number of parties, 0 for a value that was seen with none."""
        return self._counts.get((token, day), 0)

    def between(self, token: str, first: date, last: date) -> int:
        """Return the highest number on any day from first to last."""
        if first == last:
            return self.on(token, first)
        days = (last - first).days
        return max(self.on(token, first + timedelta(days=ahead)) for ahead in range(days + 1))


def spread_of(strands: Iterable[Strand]) -> Spread:
    """Return the spread as these strands alone show it; storage keeps the same count of all that was ever seen."""
    parties: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
    for strand in strands:
        for pairing in strand.profile.pairings:
            parties[pairing.token, strand.hour.date()].add(pairing.party)
    return Spread({seen: len(names) for seen, names in parties.items()})


def lighter(strands: Iterable[Strand], grown: Container[tuple[str, date]], spread: Spread) -> frozenset[str]:
    """Return the strands' tokens that are common on the strand's day, of those that gained a party there."""
    return frozenset(
        key.token
        for strand in strands
        for key in strand.profile.keys
        if (key.token, strand.hour.date()) in grown and spread.on(key.token, strand.hour.date()) > key.tolerance
    )
