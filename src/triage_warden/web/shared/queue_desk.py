"""What people can do with the queue's jobs."""

from typing import Protocol

from triage_warden.core.audit.model import By
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.jobs import JobState, QueuedJob
from triage_warden.kernel.page import Page, PageRequest


class QueueDesk(Protocol):
    """Shows jobs, and decides about parked ones on the record."""

    async def page(self, tenant: TenantId, state: JobState | None, request: PageRequest) -> Page[QueuedJob]:
        """Return jobs, the newest first."""
        ...

    async def get(self, tenant: TenantId, number: int) -> QueuedJob:
        """Return one job; raise NotFound."""
        ...

    async def try_again(self, tenant: TenantId, number: int, by: By) -> QueuedJob:
        """Put a parked job back with all its attempts; raise NotFound, Conflict."""
        ...

    async def discard(self, tenant: TenantId, number: int, *, reason: str, by: By) -> QueuedJob:
        """Drop a parked job; raise NotFound, Conflict."""
        ...
