"""Grouping in memory: the same promises as the database's, for tests by the thousand."""

from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.urgency import due_at
from triage_warden.core.incidents.candidates import Candidates
from triage_warden.core.incidents.changes import Changes, Revised
from triage_warden.core.incidents.lifecycle import takes_alerts
from triage_warden.core.incidents.model import IncidentStatus, Link, TimelineEntry
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.standing import Neighbourhood, Piece, Standing, rule_of
from triage_warden.core.incidents.strands import Spread, Strand, joined, lighter
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId

Name = tuple[str, datetime]


@dataclass(slots=True)
class GroupingInMemory:
    """A store, and its own transaction: nobody else is here."""

    now: datetime
    queue: list[StoredAlert] = field(default_factory=list)
    alerts: dict[AlertId, StoredAlert] = field(default_factory=dict)
    places: dict[AlertId, tuple[IncidentId, Name]] = field(default_factory=dict)
    links: dict[AlertId, Link] = field(default_factory=dict)
    incidents: dict[IncidentId, Standing] = field(default_factory=dict)
    strands: dict[tuple[IncidentId, Name], Strand] = field(default_factory=dict)
    timeline: defaultdict[IncidentId, list[TimelineEntry]] = field(default_factory=lambda: defaultdict(list))
    parties: defaultdict[tuple[str, date], set[str]] = field(default_factory=lambda: defaultdict(set))
    looks: int = 0
    put_off: list[timedelta] = field(default_factory=list)
    all_that_meet: bool = False

    @asynccontextmanager
    async def transaction(self, tenant: TenantId) -> AsyncGenerator["GroupingInMemory", None]:
        """Begin."""
        del tenant
        yield self

    async def waiting(self, limit: int) -> list[StoredAlert]:
        """Return the next alerts, in order of urgency."""
        waiting = [alert for alert in self.queue if alert.id not in self.places]
        self.queue = sorted(waiting, key=lambda alert: (due_at(alert.severity, alert.received_at), alert.id))
        self.alerts |= {alert.id: alert for alert in self.queue[:limit]}
        return self.queue[:limit]

    async def count_parties(self, strands: Sequence[Strand]) -> frozenset[str]:
        """Remember who was seen with what."""
        before = {seen: len(names) for seen, names in self.parties.items()}
        for strand in strands:
            for pairing in strand.profile.pairings:
                self.parties[pairing.token, strand.hour.date()].add(pairing.party)
        grown = {seen for seen, names in self.parties.items() if len(names) != before.get(seen, 0)}
        return lighter(strands, grown, self.spread())

    def spread(self) -> Spread:
        """Return how many parties everything was seen with."""
        return Spread({seen: len(names) for seen, names in self.parties.items()})

    async def near(
        self, strands: Sequence[Strand], policy: GroupingPolicy, *, lighter: frozenset[str]
    ) -> Neighbourhood:
        """Return what may be tied to these; with `all_that_meet`, what shares any value with them."""
        self.looks += 1
        candidates = Candidates(strands, self.spread(), policy, lighter=lighter)
        touched = {
            incident
            for (incident, _), strand in self.strands.items()
            if any(_meet(strand, other, policy) for other in strands)
            and (self.all_that_meet or candidates.include(strand.profile))
        }
        takers = {incident for incident in touched if self._takes(self.incidents[incident], policy)}
        past = touched - takers
        return Neighbourhood(
            standing={incident: self._standing(incident) for incident in takers},
            pieces=tuple(self._pieces(takers)),
            past=tuple(self._pieces(past)),
            past_numbers={incident: self.incidents[incident].number for incident in past},
            spread=self.spread(),
        )

    async def numbers(self, count: int) -> list[str]:
        """Return new numbers."""
        made = len(self.incidents)
        return [f"INC-2026-{made + number:06d}" for number in range(1, count + 1)]

    async def apply(self, changes: Changes) -> None:
        """Do as told."""
        for revised in changes.revised:
            self._revise(revised)
        for moved in changes.moved:
            assert moved.piece.incident is not None
            name = moved.piece.strand.name
            self._add(moved.into, self.strands.pop((moved.piece.incident, name)))
            for moving, place in self.places.items():
                if place == (moved.piece.incident, name):
                    self.places[moving] = (moved.into, name)
        for linked in changes.linked:
            alert = self.alerts[linked.alert_id]
            alone = msgspec.structs.replace(
                linked.strand,
                first_at=alert.occurred_at,
                last_at=alert.occurred_at,
                alert_id=alert.id,
                count=1,
            )
            self._add(linked.incident, alone)
            self.places[alert.id] = (linked.incident, linked.strand.name)
            self.links[alert.id] = linked.link
        for gone in changes.gone:
            closed = msgspec.structs.replace(self.incidents[gone.id], status=IncidentStatus.CLOSED)
            self.incidents[gone.id] = closed
            self.timeline[gone.id] += gone.timeline

    async def hand_on(self, delay: timedelta) -> None:
        """Leave the rest to whoever asks next, and note for how long it is put off."""
        self.put_off.append(delay)

    def partition(self) -> set[frozenset[str]]:
        """Return which alerts, by their source's id, are in one incident."""
        parts: defaultdict[IncidentId, set[str]] = defaultdict(set)
        for alert, (incident, _) in self.places.items():
            parts[incident].add(self.alerts[alert].source_id or "")
        return {frozenset(part) for part in parts.values()}

    def set(self, number: str, **fields: object) -> None:
        """Let a person have changed an incident."""
        (incident,) = (each for each in self.incidents.values() if each.number == number)
        self.incidents[incident.id] = msgspec.structs.replace(incident, **fields)

    def _revise(self, revised: Revised) -> None:
        known = self.incidents.get(revised.id)
        status = IncidentStatus.NEW if known is None else IncidentStatus.OPEN if revised.reopened else known.status
        self.incidents[revised.id] = Standing(
            id=revised.id,
            number=revised.number,
            status=status,
            version=revised.version,
            summary=revised.summary,
            handled=known.handled if known else False,
            resolved_at=known.resolved_at if known else None,
            disposition=known.disposition if known else None,
        )
        self.timeline[revised.id] += revised.timeline

    def _add(self, incident: IncidentId, strand: Strand) -> None:
        known = self.strands.get((incident, strand.name))
        self.strands[incident, strand.name] = strand if known is None else joined(known, strand)

    def _takes(self, incident: Standing, policy: GroupingPolicy) -> bool:
        return takes_alerts(incident.status, incident.resolved_at, now=self.now, within=policy.reopen_within)

    def _standing(self, incident: IncidentId) -> Standing:
        rules = frozenset(rule_of(piece.strand) for piece in self._pieces([incident]))
        return msgspec.structs.replace(self.incidents[incident], rules=rules)

    def _pieces(self, incidents: Iterable[UUID]) -> list[Piece]:
        wanted = set(incidents)
        return [
            Piece(strand=strand, incident=incident)
            for (incident, _), strand in self.strands.items()
            if incident in wanted
        ]


def _meet(one: Strand, other: Strand, policy: GroupingPolicy) -> bool:
    """Whether they share a value and are within the longest reach, by their hours."""
    shared = {key.token for key in one.profile.keys} & {key.token for key in other.profile.keys}
    return bool(shared) and abs(one.hour - other.hour) <= policy.longest_reach
