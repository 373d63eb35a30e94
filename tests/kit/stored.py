"""Put things into the database directly, for tests of what reads them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import insert

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.model import Incident, IncidentStatus, Link
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, IncidentId, TenantId
from triage_warden.storage.postgres.tables.assessment import FACTS
from triage_warden.storage.postgres.tables.incidents import INCIDENT_LINKS, INCIDENTS, SIGHTINGS
from triage_warden.storage.postgres.unit import Database
from triage_warden.storage.postgres.value_key import value_key

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def an_incident(number: int = 1, *, tenant: TenantId = DEFAULT_TENANT, **fields: object) -> Incident:
    """Return an incident; a higher number changed later."""
    at = NOON + timedelta(minutes=number)
    plain = Incident(
        id=IncidentId(UUID(int=(0x7 << 76) | (0b10 << 62) | 1000 + number)),
        tenant_id=tenant,
        number=f"INC-2026-{number:06}",
        title=f"Something on host-{number}",
        status=IncidentStatus.OPEN,
        severity=Severity.MEDIUM,
        alert_count=1,
        sources=("generic",),
        first_alert_at=at,
        last_alert_at=at,
        created_at=at,
        updated_at=at,
    )
    return msgspec.structs.replace(plain, **fields)


async def keep_incident(database: Database, *incidents: Incident) -> None:
    """Insert incidents."""
    for incident in incidents:
        async with database.transaction(incident.tenant_id) as transaction:
            row = {name: getattr(incident, name) for name in incident.__struct_fields__}
            row |= {"sources": list(incident.sources), "entities": incident.entities}
            await transaction.execute(insert(INCIDENTS).values(row))


async def keep_link(database: Database, incident: Incident, link: Link, occurred_at: datetime = NOON) -> None:
    """Insert a link."""
    row = {name: getattr(link, name) for name in link.__struct_fields__}
    row |= {"tenant_id": incident.tenant_id, "incident_id": incident.id, "occurred_at": occurred_at}
    async with database.transaction(incident.tenant_id) as transaction:
        await transaction.execute(insert(INCIDENT_LINKS).values(row))


async def keep_sighting(database: Database, alert_id: AlertId, seen: Observable) -> None:
    """Insert a sighting."""
    row = {
        "tenant_id": DEFAULT_TENANT,
        "value_key": value_key(seen.type, seen.value),
        "day": NOON.date(),
        "alert_id": alert_id,
        "role": seen.role,
        "type": seen.type,
        "value": seen.value,
        "occurred_at": NOON,
    }
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.execute(insert(SIGHTINGS).values(row))


async def keep_fact(database: Database, fact: Fact, *, subject: str, subject_id: UUID) -> None:
    """Insert a fact."""
    row = {name: getattr(fact, name) for name in fact.__struct_fields__}
    row |= {"tenant_id": DEFAULT_TENANT, "subject": subject, "subject_id": subject_id}
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.execute(insert(FACTS).values(row | {"rests_on": list(fact.rests_on)}))
