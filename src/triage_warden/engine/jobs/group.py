"""The job that groups a tenant's new alerts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from triage_warden.engine.worker import JobKind
from triage_warden.kernel.ids import TenantId

NAME: Final = "group"
AT_ONCE: Final = 2
"""Grouping jobs at once over all processes; those of one tenant wait for each other anyway."""


@dataclass(frozen=True, slots=True)
class Group:
    """Groups until nothing is left: a job serves every alert that was committed before it looks.

    `group_some` groups one batch of a tenant's alerts and returns how many it took. `others_committed` waits for
    those who left their alerts to this job instead of putting one of their own; see engine/queue.py.
    """

    group_some: Callable[[TenantId], Awaitable[int]]
    others_committed: Callable[[bytes], Awaitable[None]]

    def kind(self) -> JobKind:
        """Return this job for a worker."""
        return JobKind(name=NAME, run=self, at_once=AT_ONCE)

    async def __call__(self, payload: bytes) -> None:
        """Group all that waits; the payload is the tenant's id."""
        tenant = TenantId(UUID(payload.decode("ascii")))
        await self.others_committed(payload)
        while await self.group_some(tenant):
            pass
