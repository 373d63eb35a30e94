"""Stand for election until told to stop; lead whenever elected."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from triage_warden.engine.leadership.candidate import Candidate
from triage_warden.kernel.leadership import Leadership

Lead = Callable[[Leadership], Awaitable[None]]
_EARLIEST: Final = 0.8
"""Tries come up to a fifth early, so that replicas do not ask in step, and never late: the time to the next leader is
at most lease + retry."""


@dataclass(slots=True)
class Elector:
    """Runs one candidate.

    `lead` is called with each leadership and cancelled when it ends; what it has begun by then is refused by the
    database if it comes too late. `jitter` returns 0 to 1.
    """

    candidate: Candidate
    lead: Lead
    jitter: Callable[[], float]
    _over: bool = field(default=False, init=False)

    def stop(self) -> None:
        """Stand no more from the next step on; cancel `run` as well, to end what it waits for.

        A cancellation alone may be lost: a step takes whatever fails for a lease that cannot be had now, and a driver
        may tell of being cancelled as of any other failure.
        """
        self._over = True

    async def run(self) -> None:
        """Stand until cancelled or stopped; then give the lease back, so that another takes over at its next try."""
        try:
            while not self._over:
                await self.candidate.step()
                if (leadership := self.candidate.leadership()) is not None:
                    await self._reign(leadership)
                await asyncio.sleep(self._spread(self.candidate.times.retry))
        finally:
            await self.candidate.resign()

    async def _reign(self, leadership: Leadership) -> None:
        async with asyncio.TaskGroup() as group:
            work = group.create_task(self._lead(leadership))
            while self.candidate.leadership() == leadership and not self._over:
                await self._rest()
                if self.candidate.leadership() == leadership:
                    await self.candidate.step()
            work.cancel()

    async def _lead(self, leadership: Leadership) -> None:
        await self.lead(leadership)

    async def _rest(self) -> None:
        """Wait until it is time to renew; shorter when the last renewal failed, never beyond the time to act."""
        times = self.candidate.times
        since = times.renew - self.candidate.seconds_to_act()
        wait = times.refresh if since < times.retry else times.retry
        self.candidate.given_up.clear()
        try:
            async with asyncio.timeout(max(0.0, min(self._spread(wait), self.candidate.seconds_to_act()))):
                await self.candidate.given_up.wait()
        except TimeoutError:
            return

    def _spread(self, seconds: float) -> float:
        return seconds * (_EARLIEST + (1 - _EARLIEST) * self.jitter())
