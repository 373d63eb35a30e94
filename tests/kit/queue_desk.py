"""A queue's desk in memory."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.kernel.errors import Conflict, NotFound
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.jobs import JobState, QueuedJob
from triage_warden.kernel.page import Page, PageRequest

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def a_queued_job(number: int, state: JobState = JobState.PARKED) -> QueuedJob:
    """Return a job."""
    parked = state is JobState.PARKED
    return QueuedJob(
        id=number,
        kind="triage",
        state=state,
        about='{"incident": "…"}',
        created_at=NOON,
        run_after=NOON,
        attempts=5 if parked else 0,
        family="invalid" if parked else None,
        reason="unreadable_job: The job's payload is not a case." if parked else None,
    )


@dataclass(slots=True)
class MemoryQueue:
    """Jobs by number, and what was decided about them."""

    jobs: dict[int, QueuedJob] = field(default_factory=dict[int, QueuedJob])
    discarded: list[tuple[int, str, str]] = field(default_factory=list[tuple[int, str, str]])

    async def page(self, tenant: TenantId, state: JobState | None, request: PageRequest) -> Page[QueuedJob]:
        """Return jobs, the newest first."""
        del tenant
        found = [self.jobs[number] for number in sorted(self.jobs, reverse=True)]
        return Page(items=[job for job in found if state in (None, job.state)][: request.limit])

    async def get(self, tenant: TenantId, number: int) -> QueuedJob:
        """Return one."""
        del tenant
        if number not in self.jobs:
            raise NotFound
        return self.jobs[number]

    async def try_again(self, tenant: TenantId, number: int, by: By) -> QueuedJob:
        """Put it back."""
        del by
        job = await self.get(tenant, number)
        if job.state is not JobState.PARKED:
            raise Conflict
        self.jobs[number] = msgspec.structs.replace(job, state=JobState.WAITING, attempts=0)
        return self.jobs[number]

    async def discard(self, tenant: TenantId, number: int, *, reason: str, by: By) -> QueuedJob:
        """Drop it."""
        job = await self.get(tenant, number)
        del self.jobs[number]
        self.discarded.append((number, reason, by.name))
        return job
