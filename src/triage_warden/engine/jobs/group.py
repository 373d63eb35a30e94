"""The job that groups a tenant's new alerts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from triage_warden.engine.worker import JobKind
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.jobs import HeldJob

NAME: Final = "group"
AT_ONCE: Final = 2
"""Grouping jobs at once over all processes; those of one tenant wait for each other anyway."""


@dataclass(frozen=True, slots=True)
class Group:
    """Groups one batch, and leaves what still waits to the next job.

    Between two batches whatever is more urgent gets its turn: another tenant's alerts, the triage of what was found.
    `group_some` groups one batch of a tenant's alerts and puts the next job in the same transaction.
    `others_committed` waits for those who left their alerts to this job instead of putting one of their own; see
    engine/queue.py.
    """

    group_some: Callable[[TenantId], Awaitable[int]]
    others_committed: Callable[[bytes], Awaitable[None]]

    def kind(self) -> JobKind:
        """Return this job for a worker."""
        return JobKind(name=NAME, run=self, at_once=AT_ONCE)

    async def __call__(self, job: HeldJob) -> None:
        """Group some of what waits; the payload is the tenant's id."""
        tenant = TenantId(UUID(job.payload.decode("ascii")))
        await self.others_committed(job.payload)
        await self.group_some(tenant)
