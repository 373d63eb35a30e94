"""The queue's desk over the database: jobs are the queue's, the record is storage's, and both commit together."""

from dataclasses import dataclass

from triage_warden.core.audit.model import AuditObject, By, recorded
from triage_warden.engine import job_desk
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.jobs import JobState, QueuedJob
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.unit import Database, Transaction


class BadCursor(Invalid):
    """The cursor is not one of ours."""


@dataclass(frozen=True, slots=True)
class DatabaseQueueDesk:
    """Shows a tenant's jobs and decides about parked ones (see QueueDesk)."""

    database: Database
    clock: Clock

    async def page(self, tenant: TenantId, state: JobState | None, request: PageRequest) -> Page[QueuedJob]:
        """Return jobs, the newest first."""
        before = _number(request.cursor)
        async with self.database.read(tenant) as reading:
            found = await job_desk.jobs_of(reading.raw, tenant, state, before=before, limit=request.limit + 1)
        items = found[: request.limit]
        return Page(items=items, next=str(items[-1].id) if len(found) > request.limit else None)

    async def get(self, tenant: TenantId, number: int) -> QueuedJob:
        """Return one job."""
        async with self.database.read(tenant) as reading:
            return await job_desk.job_of(reading.raw, tenant, number)

    async def try_again(self, tenant: TenantId, number: int, by: By) -> QueuedJob:
        """Put a parked job back; who did it is on the record."""
        async with self.database.transaction(tenant) as transaction:
            job = await job_desk.try_again(transaction.raw, tenant, number)
            await self._record(transaction, by, job, action="job.retry")
        return job

    async def discard(self, tenant: TenantId, number: int, *, reason: str, by: By) -> QueuedJob:
        """Drop a parked job; what it was, who dropped it and why is on the record."""
        async with self.database.transaction(tenant) as transaction:
            job = await job_desk.discard(transaction.raw, tenant, number)
            await self._record(transaction, by, job, action="job.discard", reason=reason)
        return job

    async def _record(
        self, transaction: Transaction, by: By, job: QueuedJob, *, action: str, reason: str | None = None
    ) -> None:
        known = {"kind": job.kind, "about": job.about, "family": job.family, "reason": job.reason}
        subject = AuditObject(type="job", id=str(job.id))
        entry = recorded(by, action, subject, at=self.clock.now(), reason=reason, changed=(known, None))
        await append(transaction, entry)


def _number(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):  # noqa: PLR2004  # digits of a bigint
        raise BadCursor
    return int(cursor)
