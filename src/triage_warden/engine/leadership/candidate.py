"""One process's standing for one resource: the rules of the election, a step at a time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal

import structlog

from triage_warden.engine.leadership.ports import Fence, Lease
from triage_warden.engine.leadership.times import LeaseTimes
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.kernel.leadership import Leadership

log = structlog.get_logger(__name__)

Change = Literal["won", "lost", "resigned"]


@dataclass(slots=True)
class Candidate:
    """Takes the lease when it is free, then a token, and renews; gives up by itself when it cannot renew in time.

    All times are the process's own monotonic seconds, taken *before* the lease's keeper is asked, so an answer that
    was long on its way makes us stop early and never late.
    """

    resource: str
    holder: str
    lease: Lease
    fence: Fence
    times: LeaseTimes
    clock: Clock
    tell: Callable[[str, Change], None]
    """Told the resource and what became of our leadership; for metrics."""
    given_up: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    """Set when a leadership ends; whoever waits for it clears it."""
    _renewed_at: float | None = field(default=None, init=False)
    _won_at: float = field(default=0.0, init=False)
    _sits_out_until: float = field(default=float("-inf"), init=False)
    _leadership: Leadership | None = field(default=None, init=False)
    _unavailable: bool = field(default=False, init=False)

    def leadership(self) -> Leadership | None:
        """Return our leadership while we may act under it."""
        return self._leadership if self._holds() else None

    def seconds_left(self) -> float:
        """Return for how long our lease lasts as we see it, whether or not it was renewed in time to act."""
        return 0.0 if self._renewed_at is None else self._renewed_at + self.times.lease - self.clock.monotonic()

    def seconds_to_act(self) -> float:
        """Return for how long we may act before we must have renewed."""
        return 0.0 if self._renewed_at is None else self._renewed_at + self.times.renew - self.clock.monotonic()

    async def step(self) -> None:
        """Do the next thing: take the lease, take a token, renew, or give up. Never raises for a part that is down."""
        if self._renewed_at is not None and not self._holds():
            self._give_up("not_renewed_in_time")
        try:
            await self._keep_lease()
            if self._holds() and self._leadership is None:
                await self._take_token()
        except Exception as error:  # noqa: BLE001  # a worker loop: a driver's odd error must not end the process
            self._tell_unavailable(error)
        else:
            self._unavailable = False

    def dethrone(self, leadership: Leadership) -> None:
        """Give up a leadership that the database has refused."""
        if self._leadership == leadership:
            self._give_up("stale_token")

    async def resign(self) -> None:
        """Give the lease back, so that the next need not wait for it to run out; never raises for what is down."""
        had, self._leadership = self._leadership, None
        held, self._renewed_at = self._renewed_at is not None, None
        if held:
            await self._try(self.lease.release(self.resource, self.holder))
        if had is not None:
            self._tell(had, "resigned")
            await self._try(self.fence.end(had))

    async def _try(self, last_word: Awaitable[None]) -> None:
        try:
            async with asyncio.timeout(self.times.retry):
                await last_word
        except Exception as error:  # noqa: BLE001  # likewise: what stops, stops
            self._tell_unavailable(error)

    def _holds(self) -> bool:
        return self.seconds_to_act() > 0

    async def _keep_lease(self) -> None:
        if self._renewed_at is not None and self._waits_in_vain():
            await self._let_another_try()
        elif self._renewed_at is not None:
            await self._renew()
        elif self.clock.monotonic() >= self._sits_out_until:
            await self._stand()

    def _waits_in_vain(self) -> bool:
        """Tell whether we have held the lease for long without getting a token: perhaps only we cannot get one."""
        return self._leadership is None and self.clock.monotonic() - self._won_at >= self.times.renew

    async def _let_another_try(self) -> None:
        self._renewed_at = None
        self._sits_out_until = self.clock.monotonic() + 2 * self.times.retry
        async with asyncio.timeout(self.times.retry):
            await self.lease.release(self.resource, self.holder)

    async def _stand(self) -> None:
        began = self.clock.monotonic()
        async with asyncio.timeout(self.times.retry):
            holding = await self.lease.acquire(self.resource, self.holder, self.times.lease)
        if holding.holder == self.holder:
            self._renewed_at = self._won_at = began

    async def _renew(self) -> None:
        began = self.clock.monotonic()
        async with asyncio.timeout(min(self.times.retry, self.seconds_to_act())):
            held = await self.lease.renew(self.resource, self.holder, self.times.lease)
        if held:
            self._renewed_at = began
        else:
            self._give_up("lease_gone")

    async def _take_token(self) -> None:
        async with asyncio.timeout(self.seconds_to_act()):
            leadership = await self.fence.take(self.resource, self.holder, self.lease.backend)
        self._leadership = leadership
        self._tell(leadership, "won")

    def _give_up(self, reason: str) -> None:
        had, self._leadership, self._renewed_at = self._leadership, None, None
        self.given_up.set()
        if had is not None:
            self._tell(had, "lost", reason=reason)

    def _tell(self, leadership: Leadership, change: Change, **why: str) -> None:
        log.info("leadership", change=change, resource=self.resource, term=leadership.token, **why)
        self.tell(self.resource, change)

    def _tell_unavailable(self, error: Exception) -> None:
        """Say it once for each time."""
        if not self._unavailable:
            code = error.code if isinstance(error, TriageError) else type(error).__name__
            unknown = None if isinstance(error, TriageError | TimeoutError) else error
            log.warning(
                "election_unavailable",
                resource=self.resource,
                backend=self.lease.backend,
                error=code,
                detail=error.detail if isinstance(error, TriageError) else None,
                exc_info=unknown,
            )
        self._unavailable = True
