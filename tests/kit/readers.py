"""In-memory ports for tests of what reads and shows: the same contracts, no database."""

# ruff: noqa: ARG002  # what a fake does not look at is still part of the port

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

import msgspec

from triage_warden.core.alerts.content import content_digest
from triage_warden.core.alerts.errors import BacklogFull, IdempotencyKeyReused
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import (
    AlertFilter,
    Batch,
    NewAlert,
    Outcome,
    Quarantined,
    Stored,
    StoredAlert,
)
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.model import (
    Incident,
    IncidentFilter,
    Link,
    TimelineEntry,
)
from triage_warden.kernel.errors import Invalid, NotFound
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId
from triage_warden.kernel.page import Page, PageRequest

T = TypeVar("T")


@dataclass(slots=True)
class MemoryAlerts:
    """Store and reader of alerts."""

    alerts: dict[AlertId, StoredAlert] = field(default_factory=dict[AlertId, StoredAlert])
    raws: dict[AlertId, bytes] = field(default_factory=dict[AlertId, bytes])
    quarantined: list[Quarantined] = field(default_factory=list[Quarantined])
    answered: dict[str, tuple[str, list[Stored]]] = field(default_factory=dict[str, tuple[str, list[Stored]]])
    full: bool = False

    async def put(self, tenant: TenantId, batch: Batch) -> list[Stored]:
        """Keep the batch."""
        if self.full:
            raise BacklogFull(retry_after=7)
        if batch.idempotency_key in self.answered:
            sent, stored = self.answered[batch.idempotency_key]
            if sent != content_digest(batch):
                raise IdempotencyKeyReused
            return stored
        stored = [self._one(tenant, item) for item in batch.items]
        if batch.idempotency_key:
            self.answered[batch.idempotency_key] = (content_digest(batch), stored)
        return stored

    def _one(self, tenant: TenantId, item: NewAlert | Quarantined) -> Stored:
        if isinstance(item, Quarantined):
            self.quarantined.append(item)
            return Stored(id=item.id, outcome=Outcome.QUARANTINED, reason=item.reason)
        known = next((each for each in self.alerts.values() if each.fingerprint == item.fingerprint), None)
        if known is not None:
            self.alerts[known.id] = msgspec.structs.replace(known, count=known.count + 1)
            return Stored(id=known.id, outcome=Outcome.DUPLICATE)
        self.add(_stored(tenant, item), item.alert.raw)
        return Stored(id=item.id, outcome=Outcome.ACCEPTED)

    def add(self, alert: StoredAlert, raw: bytes = b"{}") -> None:
        """Put an alert there."""
        self.alerts[alert.id] = alert
        self.raws[alert.id] = raw

    async def page(self, tenant: TenantId, wanted: AlertFilter, request: PageRequest) -> Page[StoredAlert]:
        """Return alerts, newest receipt first."""
        found = [each for each in self.alerts.values() if each.tenant_id == tenant and _alert_fits(each, wanted)]
        return cut(sorted(found, key=lambda each: (each.received_at, each.id), reverse=True), request)

    async def get(self, tenant: TenantId, alert_id: AlertId) -> StoredAlert:
        """Return one alert."""
        found = self.alerts.get(alert_id)
        if found is None or found.tenant_id != tenant:
            raise NotFound(detail="There is no such alert.")
        return found

    async def raw(self, tenant: TenantId, alert_id: AlertId) -> bytes:
        """Return the payload."""
        return self.raws[(await self.get(tenant, alert_id)).id]


@dataclass(slots=True)
class MemoryQuarantine:
    """What could not be parsed, as the store kept it."""

    alerts: MemoryAlerts

    async def page(self, tenant: TenantId, request: PageRequest) -> Page[Quarantined]:
        """Return what waits, newest first."""
        return cut(self.alerts.quarantined[::-1], request)

    async def get(self, tenant: TenantId, item_id: UUID) -> Quarantined:
        """Return one item."""
        found = next((each for each in self.alerts.quarantined if each.id == item_id), None)
        if found is None:
            raise NotFound(detail="There is nothing of that id in quarantine.")
        return found

    async def release(self, tenant: TenantId, item_id: UUID, entry: AuditEntry) -> None:
        """Take it off the list."""
        self.alerts.quarantined = [each for each in self.alerts.quarantined if each.id != item_id]


@dataclass(slots=True)
class MemoryIncidents:
    """Incidents with everything that is known of them."""

    incidents: dict[IncidentId, Incident] = field(default_factory=dict[IncidentId, Incident])
    all_links: dict[IncidentId, list[Link]] = field(default_factory=dict[IncidentId, list[Link]])
    entries: dict[IncidentId, list[TimelineEntry]] = field(default_factory=dict[IncidentId, list[TimelineEntry]])

    def add(
        self, incident: Incident, *, links: Sequence[Link] = (), timeline: Sequence[TimelineEntry] = ()
    ) -> Incident:
        """Put an incident there."""
        self.incidents[incident.id] = incident
        self.all_links[incident.id] = list(links)
        self.entries[incident.id] = list(timeline)
        return incident

    async def page(self, tenant: TenantId, wanted: IncidentFilter, request: PageRequest) -> Page[Incident]:
        """Return incidents, latest change first."""
        found = [each for each in self.incidents.values() if each.tenant_id == tenant and _incident_fits(each, wanted)]
        return cut(sorted(found, key=lambda each: (each.updated_at, each.id), reverse=True), request)

    async def get(self, tenant: TenantId, reference: IncidentId | str) -> Incident:
        """Return one by id or number."""
        for each in self.incidents.values():
            if each.tenant_id == tenant and reference in (each.id, each.number):
                return each
        raise NotFound(detail="There is no such incident.")

    async def links(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[Link]:
        """Return why each alert is in it."""
        return cut(self.all_links.get(incident_id, []), request)

    async def timeline(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[TimelineEntry]:
        """Return what happened."""
        return cut(self.entries.get(incident_id, []), request)


@dataclass(slots=True)
class MemoryFacts:
    """Facts by incident and by alert."""

    by_incident: dict[IncidentId, list[Fact]] = field(default_factory=dict[IncidentId, list[Fact]])
    by_alert: dict[AlertId, list[Fact]] = field(default_factory=dict[AlertId, list[Fact]])

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Fact]:
        """Return the incident's facts."""
        return self.by_incident.get(incident_id, [])

    async def of_alert(self, tenant: TenantId, alert_id: AlertId) -> list[Fact]:
        """Return the alert's facts."""
        return self.by_alert.get(alert_id, [])


@dataclass(slots=True)
class MemoryAssessments:
    """Assessments by incident, latest first."""

    by_incident: dict[IncidentId, list[Assessment]] = field(default_factory=dict[IncidentId, list[Assessment]])

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Assessment]:
        """Return every assessment."""
        return self.by_incident.get(incident_id, [])


def cut(items: Sequence[T], request: PageRequest) -> Page[T]:
    """Return the page of a list; the cursor is the place in it."""
    start = _place(request.cursor)
    page = list(items[start : start + request.limit])
    following = start + request.limit
    return Page(items=page, next=_cursor(following) if following < len(items) else None)


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode()


def _place(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return max(0, int(base64.urlsafe_b64decode(cursor)))
    except ValueError as error:
        raise Invalid(detail="The cursor is not one of ours; start without it.") from error


def _stored(tenant: TenantId, item: NewAlert) -> StoredAlert:
    alert = item.alert
    return StoredAlert(
        id=item.id,
        tenant_id=tenant,
        source=alert.source,
        source_id=alert.source_id,
        rule=alert.rule,
        title=alert.title,
        description=alert.description,
        severity=alert.severity,
        occurred_at=alert.occurred_at or item.received_at,
        received_at=item.received_at,
        attack=alert.attack,
        observables=alert.observables,
        attributes=alert.attributes,
        fingerprint=fingerprint(alert, item.received_at),
        last_seen_at=item.received_at,
    )


def _alert_fits(alert: StoredAlert, wanted: AlertFilter) -> bool:
    return all(
        (
            wanted.source in (None, alert.source),
            wanted.severity in (None, alert.severity),
            wanted.incident_id in (None, alert.incident_id),
            wanted.observable is None or wanted.observable in {each.value for each in alert.observables},
            wanted.since is None or alert.received_at >= wanted.since,
            wanted.until is None or alert.received_at < wanted.until,
        )
    )


def _incident_fits(incident: Incident, wanted: IncidentFilter) -> bool:
    words = f"{incident.title} {incident.number} {' '.join(each.value for each in incident.entities)}".lower()
    return all(
        (
            wanted.status in (None, incident.status),
            wanted.severity in (None, incident.severity),
            wanted.verdict in (None, incident.verdict),
            wanted.source is None or wanted.source in incident.sources,
            wanted.assignee in (None, incident.assignee),
            wanted.text is None or wanted.text.lower() in words,
            wanted.since is None or incident.updated_at >= wanted.since,
            wanted.until is None or incident.updated_at < wanted.until,
        )
    )
