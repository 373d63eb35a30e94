"""What persons decide about incidents, written."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from triage_warden.core.incidents.change import Decide, Decision
from triage_warden.core.incidents.errors import NoSuchIncident
from triage_warden.core.incidents.live import Change
from triage_warden.core.incidents.model import Incident, TimelineEntry
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.storage.postgres.live import notify
from triage_warden.storage.postgres.queries.incident_rows import INCIDENT_COLUMNS, incident_of
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.text import optional, storable
from triage_warden.storage.postgres.unit import Database, Transaction


@dataclass(frozen=True, slots=True)
class PostgresIncidentChanges:
    """Changes one incident at a time (see IncidentChanges)."""

    database: Database

    async def change(self, tenant: TenantId, reference: IncidentId | str, decide: Decide) -> Incident:
        """Lock the incident, decide, keep the decision and tell who listens."""
        async with self.database.transaction(tenant) as transaction:
            known = await _locked(transaction, reference)
            decision = decide(known)
            await _keep(transaction, decision)
            await _tell(transaction, known.id, decision.timeline)
            change = Change(tenant_id=tenant, incident_id=known.id, kind="incident_changed", number=known.number)
            await notify(transaction, change)
            await append(transaction, decision.entry)
        return decision.incident


async def _locked(transaction: Transaction, reference: IncidentId | str) -> Incident:
    column = "id" if isinstance(reference, UUID) else "number"
    value = reference if isinstance(reference, UUID) else storable(reference)
    row = await transaction.raw.fetchrow(_LOCK[column], transaction.tenant, value)
    if row is None:
        raise NoSuchIncident(reference=str(reference))
    return incident_of(row)


async def _keep(transaction: Transaction, decision: Decision) -> None:
    incident = decision.incident
    await transaction.raw.execute(
        _KEEP,
        transaction.tenant,
        incident.id,
        incident.status.value,
        None if incident.disposition is None else incident.disposition.value,
        optional(incident.resolution_reason),
        optional(incident.assignee),
        incident.reopened,
        incident.updated_at,
        decision.resolved_at,
    )


async def _tell(transaction: Transaction, incident: IncidentId, timeline: Sequence[TimelineEntry]) -> None:
    for entry in timeline:
        said = (entry.at, entry.kind, storable(entry.text), storable(entry.actor))
        await transaction.raw.execute(_TIMELINE, transaction.tenant, incident, *said)


_LOCK = {
    column: f"SELECT {INCIDENT_COLUMNS} FROM incidents "  # noqa: S608  # put together from constants
    f"WHERE tenant_id = $1 AND {column} = $2 FOR NO KEY UPDATE"
    for column in ("id", "number")
}
_KEEP = """
UPDATE incidents
SET status = $3::text, disposition = $4, resolution_reason = $5, assignee = $6, reopened = $7, updated_at = $8,
    resolved_at = CASE WHEN $3::text <> 'resolved' THEN NULL ELSE COALESCE($9, resolved_at) END, handled = true
WHERE tenant_id = $1 AND id = $2
"""
_TIMELINE = """
INSERT INTO incident_timeline (tenant_id, incident_id, at, kind, text, actor) VALUES ($1, $2, $3, $4, $5, $6)
"""
