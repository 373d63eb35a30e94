"""The journal of an incident's runs, read back."""

from dataclasses import dataclass
from typing import Final

from triage_warden.core.triage.trace import TraceStep
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.unit import Database

MOST_STEPS: Final = 1_000
"""The latest steps that are shown."""


@dataclass(frozen=True, slots=True)
class PostgresTrace:
    """Reads the journal back (see TraceReader)."""

    database: Database

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[TraceStep]:
        """Return the steps of every run for the incident, oldest first, and then the attempts at its actions."""
        async with self.database.read(tenant) as reading:
            rows = await reading.raw.fetch(_STEPS, tenant, incident_id, MOST_STEPS)
            attempts = await reading.raw.fetch(_ATTEMPTS, tenant, incident_id, MOST_STEPS)
        return [*(_step(row) for row in reversed(rows)), *(_attempt(row) for row in reversed(attempts))]


def _step(row: Row) -> TraceStep:
    return TraceStep(
        run=str(row["run_id"]),
        step=row["step"],
        state="failed" if row["error"] else ("done" if row["ended_at"] else "running"),
        attempts=row["attempts"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        input_digest=row["input_digest"].hex(),
        error=row["error"],
    )


def _attempt(row: Row) -> TraceStep:
    return TraceStep(
        run=str(row["action_id"]),
        step=f"action:{row['verb']}",
        state=row["outcome"] or row["state"],
        attempts=row["number"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        input_digest=row["digest"].hex(),
        error=row["error"],
    )


_ATTEMPTS = """
SELECT t.action_id, a.verb, a.state, a.digest, t.number, t.started_at, t.ended_at, t.outcome, t.error
FROM actions a JOIN action_attempts t ON t.tenant_id = $1 AND t.action_id = a.id
WHERE a.tenant_id = $1 AND a.incident_id = $2
ORDER BY t.started_at DESC, t.number DESC LIMIT $3
"""
_STEPS = """
SELECT s.run_id, s.step, s.attempts, s.started_at, s.ended_at, s.input_digest, s.error
FROM runs r JOIN run_steps s ON s.tenant_id = $1 AND s.run_id = r.id
WHERE r.tenant_id = $1 AND r.incident_id = $2
ORDER BY r.incident_version DESC, s.ended_at DESC NULLS FIRST, s.step DESC LIMIT $3
"""
