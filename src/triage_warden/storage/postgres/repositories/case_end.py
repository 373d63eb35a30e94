"""The end of a triage job: the incident's next job may be put from here on, or is put now."""

from dataclasses import dataclass

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.triage.again import WITHIN, settle_for
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.jobs import HeldJob
from triage_warden.storage.postgres.jobs import HeldJobs, triage_job
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class EndCase:
    """Ends the one job that an incident has, so that never two run at once and no change is missed.

    Whoever changes an incident holds its row, as this does: what was changed before is seen here, and what is
    changed after finds the job's key free.
    """

    database: Database
    jobs: HeldJobs
    clock: Clock

    async def __call__(self, case: Case, job: HeldJob) -> None:
        """Let the job's key go, and put the next job where the incident changed meanwhile.

        Nothing happens where another worker has taken the job over: it ends it.
        """
        now = self.clock.now()
        async with self.database.transaction(case.tenant) as transaction:
            row = await transaction.raw.fetchrow(_STANDS, case.tenant, case.incident, now - WITHIN)
            if not await self.jobs.let_go(transaction.raw, job):
                return
            if row is not None and row["version"] > row["assessed_version"]:
                later = Case(tenant=case.tenant, incident=case.incident, version=row["version"])
                delay = settle_for(row["runs"])
                next_job = triage_job(later, Severity(row["severity"]), since=now, delay=delay)
                await self.jobs.put(transaction.raw, [next_job])


_STANDS = """
SELECT version, assessed_version, severity,
       (SELECT count(*) FROM runs WHERE tenant_id = $1 AND incident_id = $2 AND started_at > $3) AS runs
FROM incidents
WHERE tenant_id = $1 AND id = $2 AND merged_into IS NULL AND status <> 'closed' FOR NO KEY UPDATE
"""
