"""Incidents laid straight into the database, for tests of what comes after grouping."""

from collections.abc import Sequence
from datetime import datetime

from kit.alerts import NOON
from kit.intake import RememberedJobs, a_batch, a_new_alert
from triage_warden.core.alerts.model import Alert
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, IncidentId, Uuid7
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database


async def taken_in(database: Database, clock: Clock, alerts: Sequence[Alert]) -> list[AlertId]:
    """Take alerts in and return their ids."""
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1_000_000, clock))
    batch = a_batch(*(a_new_alert(alert) for alert in alerts))
    return [AlertId(each.id) for each in await store.put(DEFAULT_TENANT, batch)]


async def an_incident_of(
    database: Database,
    clock: Clock,
    alerts: Sequence[AlertId],
    *,
    created_at: datetime = NOON,
) -> IncidentId:
    """Return an incident of these alerts, at version 1 and never assessed."""
    incident = IncidentId(Uuid7(clock)())
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(_INCIDENT, DEFAULT_TENANT, incident, len(alerts), created_at)
        await transaction.raw.executemany(
            _LINK,
            [(DEFAULT_TENANT, alert, incident, created_at) for alert in alerts],
        )
    return incident


async def set_version(database: Database, incident: IncidentId, version: int) -> None:
    """Let the incident have changed."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET version = $2 WHERE id = $1", incident, version)


_INCIDENT = """
INSERT INTO incidents (tenant_id, id, number, title, status, severity, alert_count, sources, entities,
                       first_alert_at, last_alert_at, created_at, updated_at)
VALUES ($1, $2::uuid, 'INC-2026-' || right($2::uuid::text, 6), 'Something', 'new', 'medium', $3, '{generic}', '[]',
        $4, $4, $4, $4)
"""
_LINK = """
INSERT INTO incident_links (tenant_id, alert_id, incident_id, reason, weight, shared, occurred_at)
VALUES ($1, $2, $3, 'the first', 1, '[]', $4)
"""
