"""A loop that comes late is measured; one that does not come is described."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

from structlog.testing import capture_logs

from kit.clock import FrozenClock
from triage_warden.kernel.clock import Clock, SystemClock
from triage_warden.observability.loop_watch import LoopWatch
from triage_warden.observability.metrics import Metrics


@asynccontextmanager
async def watched(metrics: Metrics, clock: Clock) -> AsyncGenerator[None]:
    """Watch the test's own loop, impatiently."""
    async with asyncio.TaskGroup() as group:
        watch = LoopWatch(metrics, clock, every=0.01, hung_after=0.2, look_every=0.02)
        task = group.create_task(watch.run())
        await asyncio.sleep(0.05)
        yield
        task.cancel()


def hold_everything_up(holds: Callable[[], bool]) -> None:
    """Do what nobody should do on a loop."""
    while holds():
        time.sleep(0.01)


async def test_a_turn_that_comes_late_is_measured() -> None:
    """By how much; those that come in time count as well."""
    metrics = Metrics()
    began = time.monotonic()
    async with watched(metrics, SystemClock()):
        hold_everything_up(lambda: time.monotonic() < began + 0.3)
        await asyncio.sleep(0.05)
    read = metrics.registry.get_sample_value
    count = read("triage_warden_event_loop_lag_seconds_count")
    in_time = read("triage_warden_event_loop_lag_seconds_bucket", {"le": "0.1"})
    assert count is not None
    assert in_time is not None
    assert 1 <= in_time < count


async def test_a_loop_that_hangs_is_described_once_and_so_is_its_return() -> None:
    """With the line at which it is stuck."""
    clock = FrozenClock()
    with capture_logs() as logged:
        async with watched(Metrics(), clock), asyncio.timeout(30):
            clock.advance(timedelta(seconds=0.6))
            hold_everything_up(lambda: not logged)
            while len(logged) < 2:  # noqa: ASYNC110  # a thread writes it
                await asyncio.sleep(0.01)
    assert [entry["event"] for entry in logged] == ["event_loop_hung", "event_loop_turns_again"]
    assert "hold_everything_up" in logged[0]["stack"]


async def test_a_loop_that_turns_is_not_spoken_of() -> None:
    """Idle or busy, over ten times as long as it may hang."""
    clock = FrozenClock()
    with capture_logs() as logged:
        async with watched(Metrics(), clock):
            for _ in range(20):
                clock.advance(timedelta(seconds=0.1))
                await asyncio.sleep(0.03)
    assert logged == []
