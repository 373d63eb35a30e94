"""Each tick is worked on once, under the leadership of the moment."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from triage_warden.engine.schedules.schedule import Schedule
from triage_warden.engine.schedules.scheduler import Outcome, Scheduler
from triage_warden.engine.schedules.when import Every
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.leadership import Leadership, StaleLease

OURS = Leadership(resource="work", token=1, holder="a")
NOW = datetime(2026, 3, 2, 9, 0, 0, 500_000, tzinfo=UTC)
Run = Callable[[str, datetime], Awaitable[bool]]


@dataclass
class Hand:
    """A transaction in memory."""

    transaction: str
    now: datetime
    last: datetime | None
    recorded: list[datetime] = field(default_factory=list[datetime])

    async def record(self, tick: datetime) -> None:
        """Write it down."""
        self.recorded.append(tick)


@dataclass
class MemoryTicks:
    """Ticks by schedule; what a failed block recorded is forgotten."""

    now: datetime = NOW
    stale: bool = False
    done: dict[str, list[datetime]] = field(default_factory=dict[str, list[datetime]])

    @asynccontextmanager
    async def begin(self, schedule: str, leadership: Leadership) -> AsyncGenerator[Hand]:
        """Begin a transaction."""
        if self.stale:
            raise StaleLease
        done = self.done.setdefault(schedule, [])
        hand = Hand(f"{leadership.holder}:{schedule}", self.now, max(done, default=None))
        yield hand
        done.extend(hand.recorded)


@dataclass
class Telling:
    """What the scheduler told."""

    counted: list[tuple[str, Outcome]] = field(default_factory=list[tuple[str, Outcome]])
    refused: list[Leadership] = field(default_factory=list[Leadership])

    def count(self, schedule: str, outcome: Outcome) -> None:
        """Remember an outcome."""
        self.counted.append((schedule, outcome))


def _scheduler(
    ticks: MemoryTicks, telling: Telling, *works: Run, may_act: Callable[[Leadership], bool] = lambda _: True
) -> Scheduler[str]:
    schedules = [Schedule(name=f"work-{number}", when=Every(3600), run=run) for number, run in enumerate(works)]
    return Scheduler(
        schedules=schedules,
        ticks=ticks,
        clock=SystemClock(),
        may_act=may_act,
        refused=telling.refused.append,
        count=telling.count,
    )


async def _for_a_moment(scheduler: Scheduler[str], seconds: float = 0.1) -> None:
    try:
        async with asyncio.timeout(seconds):
            await scheduler(OURS)
    except TimeoutError:
        return


async def test_a_tick_is_worked_on_once_however_often_one_looks() -> None:
    """A new leader finds it done."""
    ticks, telling = MemoryTicks(), Telling()
    seen: list[tuple[str, datetime]] = []

    async def work(transaction: str, tick: datetime) -> bool:
        seen.append((transaction, tick))
        return False

    for _ in range(3):
        await _for_a_moment(_scheduler(ticks, telling, work))
    assert seen == [("a:work-0", datetime(2026, 3, 2, 9, tzinfo=UTC))]
    assert telling.counted == [("work-0", "fired")]


async def test_of_the_ticks_missed_in_an_outage_the_latest_is_made_up_for() -> None:
    """Not each of them."""
    ticks, telling = MemoryTicks(), Telling()
    seen: list[datetime] = []

    async def work(_: str, tick: datetime) -> bool:
        seen.append(tick)
        return False

    await _for_a_moment(_scheduler(ticks, telling, work))
    ticks.now += timedelta(hours=5)
    await _for_a_moment(_scheduler(ticks, telling, work))
    assert [tick.hour for tick in seen] == [9, 14]


async def test_a_clock_that_went_back_fires_nothing_again() -> None:
    """An earlier tick is over."""
    ticks, telling = MemoryTicks(), Telling()
    seen: list[datetime] = []

    async def work(_: str, tick: datetime) -> bool:
        seen.append(tick)
        return False

    await _for_a_moment(_scheduler(ticks, telling, work))
    ticks.now -= timedelta(hours=5)
    await _for_a_moment(_scheduler(ticks, telling, work))
    assert len(seen) == 1


async def test_large_work_goes_in_rounds_and_counts_when_the_last_is_done() -> None:
    """The tick is recorded with the round that finds nothing more."""
    ticks, telling = MemoryTicks(), Telling()
    left = [3, 2, 1, 0]

    async def work(_: str, __: datetime) -> bool:
        assert not ticks.done["work-0"]
        return left.pop(0) > 0

    await _for_a_moment(_scheduler(ticks, telling, work))
    assert not left
    assert len(ticks.done["work-0"]) == 1


async def test_work_that_fails_is_tried_again_and_stops_nobody_else() -> None:
    """Nothing is recorded for it, and its neighbour is fired."""
    ticks, telling = MemoryTicks(), Telling()
    tries: list[int] = []

    async def bad(_: str, __: datetime) -> bool:
        tries.append(1)
        raise ZeroDivisionError

    async def down(_: str, __: datetime) -> bool:
        raise Unavailable

    async def good(_: str, __: datetime) -> bool:
        return False

    await _for_a_moment(_scheduler(ticks, telling, bad, down, good), 2.2)
    assert len(tries) >= 2
    assert ("work-2", "fired") in telling.counted
    assert ("work-1", "failed") in telling.counted
    assert not ticks.done["work-0"]


async def test_who_is_refused_stops_and_says_so() -> None:
    """The database knows better."""
    ticks, telling = MemoryTicks(stale=True), Telling()

    async def work(_: str, __: datetime) -> bool:
        raise AssertionError

    await asyncio.wait_for(_scheduler(ticks, telling, work)(OURS), 1)
    assert telling.refused == [OURS]
    assert telling.counted == [("work-0", "refused")]


async def test_who_is_cut_off_from_the_database_gives_up_leading() -> None:
    """Another may reach it."""
    ticks, telling = MemoryTicks(), Telling()

    async def down(_: str, __: datetime) -> bool:
        raise Unavailable

    scheduler = replace(_scheduler(ticks, telling, down), patience=0.5)
    await asyncio.wait_for(scheduler(OURS), 3)
    assert telling.refused == [OURS]


async def test_who_may_no_longer_act_begins_nothing() -> None:
    """It looks before each piece of work."""
    ticks, telling = MemoryTicks(), Telling()

    async def work(_: str, __: datetime) -> bool:
        raise AssertionError

    await asyncio.wait_for(_scheduler(ticks, telling, work, may_act=lambda _: False)(OURS), 1)
    assert not telling.counted
