"""Fire schedules while leading."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Literal

import structlog

from triage_warden.engine.schedules.ports import Ticks
from triage_warden.engine.schedules.schedule import Schedule, T
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError, Unavailable
from triage_warden.kernel.leadership import Leadership, StaleLease

log = structlog.get_logger(__name__)

AT_ONCE: Final = 2
"""Schedules that work side by side, each with a connection of the pool."""
FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0
_A_MOMENT: Final = 0.002
"""So that the database's clock has passed the tick for which we were woken."""

Outcome = Literal["fired", "failed", "refused"]


@dataclass(slots=True)
class _Reach:
    """When the database last took something from us, over all schedules."""

    at: float


@dataclass(frozen=True, slots=True)
class Scheduler(Generic[T]):
    """Keeps the schedules of one resource; its call is an elector's `lead`.

    One schedule does not wait for another's work to end, except that `AT_ONCE` of them work at a time.
    """

    schedules: Sequence[Schedule[T]]
    ticks: Ticks[T]
    clock: Clock
    may_act: Callable[[Leadership], bool]
    """Whether we still lead as far as we know by ourselves."""
    refused: Callable[[Leadership], None]
    """Told when the database knows better, or is out of our reach: we lead no more."""
    count: Callable[[str, Outcome], None]
    """Told each schedule's name and what became of a tick; for metrics."""
    patience: float = 15.0
    """Seconds without the database after which we give up leading: perhaps only we do not reach it."""

    async def __call__(self, leadership: Leadership) -> None:
        """Fire until cancelled, or until the leadership is refused."""
        at_once, reach = asyncio.Semaphore(AT_ONCE), _Reach(self.clock.monotonic())
        async with asyncio.TaskGroup() as group:
            for schedule in self.schedules:
                group.create_task(self._keep(schedule, leadership, at_once, reach=reach))

    async def _keep(
        self, schedule: Schedule[T], leadership: Leadership, at_once: asyncio.Semaphore, *, reach: _Reach
    ) -> None:
        failures = 0
        while self.may_act(leadership):
            try:
                async with at_once:
                    wait = await self._round(schedule, leadership)
                failures, reach.at = 0, self.clock.monotonic()
            except StaleLease:
                self.count(schedule.name, "refused")
                self.refused(leadership)
                return
            except Exception as error:  # noqa: BLE001  # a worker loop: one schedule's bug must not stop the others
                failures += 1
                wait = self._wait_after(error, failures)
                self._tell(schedule.name, error, wait)
                if isinstance(error, Unavailable) and self.clock.monotonic() - reach.at > self.patience:
                    log.warning("leader_cut_off", resource=leadership.resource, term=leadership.token)
                    self.refused(leadership)
                    return
            await asyncio.sleep(wait)

    async def _round(self, schedule: Schedule[T], leadership: Leadership) -> float:
        """Work on the latest tick unless that was done; return for how long there is nothing to do."""
        began = self.clock.monotonic()
        async with self.ticks.begin(schedule.name, leadership) as hand:
            now, tick = hand.now, schedule.when.latest(hand.now)
            due = hand.last is None or hand.last < tick
            if due and await schedule.run(hand.transaction, tick):
                return 0.0
            if due:
                await hand.record(tick)
        if due:
            self.count(schedule.name, "fired")
        passed = self.clock.monotonic() - began
        return max(0.0, (schedule.when.following(now) - now).total_seconds() - passed) + _A_MOMENT

    def _wait_after(self, error: Exception, failures: int) -> float:
        if isinstance(error, Unavailable):
            return min(FIRST_WAIT * failures, LONGEST_WAIT)
        return min(FIRST_WAIT * 2.0 ** (failures - 1), LONGEST_WAIT)

    def _tell(self, name: str, error: Exception, wait: float) -> None:
        self.count(name, "failed")
        if isinstance(error, TriageError):
            log.warning("schedule_failed", schedule=name, error=error.code, again_in=wait)
        else:
            log.error("schedule_failed", schedule=name, error=type(error).__name__, again_in=wait, exc_info=error)
