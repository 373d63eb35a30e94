"""Find work that was accepted and that nobody will do: no job waits for it, runs for it, or was parked over it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.kernel.jobs import NewJob
from triage_warden.storage.postgres.jobs import ACT, GROUP, TRIAGE, JobSink, action_job, grouping_job, triage_job
from triage_warden.storage.postgres.queries.action_rows import action_of
from triage_warden.storage.postgres.retention import tenants
from triage_warden.storage.postgres.unit import Transaction

log = structlog.get_logger(__name__)

FORGOTTEN_AFTER: Final = timedelta(minutes=10)
"""Longer than any pause between the data and its job, or between two jobs of one incident."""
_MOST: Final = 100
"""Jobs put in one sweep for one tenant; the next sweep puts the next."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Puts jobs for what was forgotten, and ends runs that nobody will end (see Schedule.run).

    Neither should ever be needed: data and job commit together. It makes up for a queue that was emptied by hand,
    restored from another moment than the data, or for a mistake of ours.
    """

    jobs: JobSink

    async def __call__(self, transaction: Transaction, tick: datetime) -> bool:
        """Sweep all tenants; there is never more to do."""
        for tenant in await tenants(transaction):
            await self._sweep(await transaction.visit(tenant), tenant, tick - FORGOTTEN_AFTER)
        return False

    async def _sweep(self, transaction: Transaction, tenant: TenantId, before: datetime) -> None:
        ended = await transaction.raw.fetchval(_END_RUNS, tenant, before)
        jobs = [
            *await self._ungrouped(transaction, tenant, before),
            *await self._untriaged(transaction, tenant, before),
            *await self._undone(transaction, tenant, before),
        ]
        await self.jobs.put(transaction.raw, jobs)
        if ended or jobs:
            log.warning("forgotten_work_found", tenant_id=str(tenant), runs_ended=ended, jobs_put=len(jobs))

    async def _ungrouped(self, transaction: Transaction, tenant: TenantId, before: datetime) -> list[NewJob]:
        forgotten = await transaction.raw.fetchval(_UNGROUPED, tenant, before, GROUP, str(tenant).encode())
        return [grouping_job(tenant, before)] if forgotten else []

    async def _untriaged(self, transaction: Transaction, tenant: TenantId, before: datetime) -> list[NewJob]:
        rows = await transaction.raw.fetch(_UNTRIAGED, tenant, before, TRIAGE, _MOST)
        return [
            triage_job(
                Case(tenant=tenant, incident=IncidentId(row["id"]), version=row["version"]),
                Severity(row["severity"]),
                since=row["updated_at"],
                delay=timedelta(0),
            )
            for row in rows
        ]

    async def _undone(self, transaction: Transaction, tenant: TenantId, before: datetime) -> list[NewJob]:
        rows = await transaction.raw.fetch(_UNDONE, tenant, before, ACT, _MOST)
        return [action_job(action_of(row)) for row in rows]


_END_RUNS: Final = """
WITH ended AS (
    UPDATE runs r SET state = 'superseded', ended_at = clock_timestamp() FROM incidents i
    WHERE r.tenant_id = $1 AND r.ended_at IS NULL AND r.started_at < $2 AND i.tenant_id = $1 AND i.id = r.incident_id
      AND (i.version > r.incident_version OR i.assessed_version >= r.incident_version OR i.merged_into IS NOT NULL)
    RETURNING 1)
SELECT count(*) FROM ended
"""
"""A run of a version that is over: its incident changed meanwhile, and the job went on with what is there now."""
_UNGROUPED: Final = """
SELECT EXISTS (SELECT FROM alert_fingerprints WHERE tenant_id = $1 AND grouped_at IS NULL AND first_seen_at < $2)
   AND NOT EXISTS (SELECT FROM pgqueuer WHERE entrypoint = $3 AND payload = $4)
"""
_UNTRIAGED: Final = """
SELECT i.id, i.version, i.severity, i.updated_at FROM incidents i
WHERE i.tenant_id = $1 AND i.assessed_version < i.version AND i.merged_into IS NULL AND i.updated_at < $2
  AND NOT EXISTS (SELECT FROM pgqueuer q WHERE q.entrypoint = $3
                  AND strpos(encode(q.payload, 'escape'), i.id::text) > 0)
ORDER BY i.updated_at LIMIT $4
"""
_UNDONE: Final = """
SELECT a.* FROM actions a
WHERE a.tenant_id = $1 AND a.state IN ('approved', 'running') AND a.updated_at < $2
  AND NOT EXISTS (SELECT FROM pgqueuer q WHERE q.entrypoint = $3
                  AND strpos(convert_from(q.payload, 'UTF8'), a.id::text) > 0)
ORDER BY a.updated_at LIMIT $4
"""
"""A job that was parked counts: somebody has to look at it, and putting another would fail likewise, for ever."""
