"""Whether there is room for more alerts."""

from dataclasses import dataclass, field

from triage_warden.core.alerts.errors import BacklogFull
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.repositories.intake_sql import COUNT_WAITING

_FRESH_FOR = 0.5
"""Seconds a count is used before the database is asked again; meanwhile we add what we let in ourselves."""
_RETRY_AFTER = 5


@dataclass(slots=True)
class _Count:
    waiting: int
    at: float


@dataclass(frozen=True, slots=True)
class BacklogGate:
    """Refuses what would bring a tenant's backlog over `limit` alerts and incidents waiting.

    Near enough, not exact: other processes' intake of the last half second is not seen. A limit that protects
    the queue need not be a lock that every writer waits for.
    """

    limit: int
    clock: Clock
    _counts: dict[TenantId, _Count] = field(default_factory=dict)

    async def check(self, connection: Driver, tenant: TenantId, more: int) -> None:
        """Raise BacklogFull unless `more` findings fit; an empty backlog takes any one batch."""
        count = self._counts.get(tenant)
        if count is None or self.clock.monotonic() - count.at > _FRESH_FOR:
            waiting: int = await connection.fetchval(COUNT_WAITING, tenant, self.limit + 1)
            count = self._counts[tenant] = _Count(waiting, self.clock.monotonic())
        if count.waiting and count.waiting + more > self.limit:
            raise BacklogFull(
                retry_after=_RETRY_AFTER,
                detail=f"{count.waiting} alerts and incidents wait for triage and the limit is {self.limit}; "
                "nothing of this was taken in.",
            )

    def let_in(self, tenant: TenantId, new: int) -> None:
        """Count what was committed."""
        if tenant in self._counts:
            self._counts[tenant].waiting += new
