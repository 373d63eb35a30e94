"""Who leads what, as far as this process knows."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from triage_warden.engine.leadership.candidate import Candidate
from triage_warden.engine.leadership.ports import Fence, Lease
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.kernel.leadership import Holding

FRESH_SECONDS: Final = 1.0
"""What was seen is good for this long: probes come from many sides, and each would ask Redis and the database."""
DEADLINE_SECONDS: Final = 0.5
"""Readiness waits for this; a part that is cut off must not hold it up."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Who leads in one resource."""

    resource: str
    is_leader: bool = False
    """Whether this process leads; true means that it may act now."""
    holder: str | None = None
    """None where nobody holds the lease, or where it cannot be told."""
    seconds_left: float | None = None
    token: int | None = None
    """The newest fencing token."""


class Standings(msgspec.Struct, frozen=True, kw_only=True):
    """All resources in order, and whether the leases' keeper answered."""

    backend: str
    answered: bool
    resources: tuple[Standing, ...]


@dataclass(slots=True)
class SeeStandings:
    """Asks the leases' keeper and the database, at most once in `FRESH_SECONDS`; never raises for one that is down."""

    resources: Sequence[str]
    candidates: Mapping[str, Candidate]
    """Ours; empty in a process that does not stand."""
    lease: Lease
    fence: Fence
    clock: Clock
    _seen: Standings | None = field(default=None, init=False)
    _seen_at: float = field(default=0.0, init=False)

    async def __call__(self) -> Standings:
        """Return who leads."""
        if self._seen is None or self.clock.monotonic() - self._seen_at > FRESH_SECONDS:
            self._seen = await self._look()
            self._seen_at = self.clock.monotonic()
        return self._seen

    def leads(self, resource: str) -> bool:
        """Return whether this process may act as the resource's leader, without asking anybody."""
        candidate = self.candidates.get(resource)
        return candidate is not None and candidate.leadership() is not None

    async def _look(self) -> Standings:
        holdings = await self._holdings()
        tokens = await self._tokens()
        held = holdings or {}
        return Standings(
            backend=self.lease.backend,
            answered=holdings is not None,
            resources=tuple(self._standing(name, held.get(name), tokens.get(name)) for name in self.resources),
        )

    def _standing(self, resource: str, holding: Holding | None, token: int | None) -> Standing:
        return Standing(
            resource=resource,
            is_leader=self.leads(resource),
            holder=holding.holder if holding else None,
            seconds_left=holding.seconds_left if holding else None,
            token=token,
        )

    async def _holdings(self) -> dict[str, Holding] | None:
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                return await self.lease.look(self.resources)
        except (TriageError, TimeoutError):
            return None

    async def _tokens(self) -> dict[str, int]:
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                return await self.fence.newest()
        except (TriageError, TimeoutError):
            return {}
