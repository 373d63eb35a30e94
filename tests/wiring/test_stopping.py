"""How a process is told to stop."""

import asyncio
import signal
import time

import pytest

from triage_warden.wiring.stopping import Stopping, end


async def _seconds(stopping: Stopping) -> tuple[float, float]:
    began = time.monotonic()
    await stopping.drained()
    drained = time.monotonic()
    await stopping.patience_ended()
    return drained - began, time.monotonic() - drained


async def test_sigterm_drains_first_and_all_of_it_fits_into_the_time() -> None:
    """Requests still come for a while; what runs gets most of what is left, and the rest is for putting jobs back."""
    stopping = Stopping(seconds=1.0, drain=0.2)
    stopping.told(signal.SIGTERM)
    assert stopping.begun.is_set()
    drained, patience = await _seconds(stopping)
    assert drained > 0.15
    assert patience > 0.6
    assert stopping.patience == pytest.approx(0.64)
    assert stopping.drain + stopping.patience < stopping.seconds


async def test_at_a_terminal_nobody_waits_for_load_balancers() -> None:
    """Ctrl-C drains nothing."""
    stopping = Stopping(seconds=0.1, drain=30.0)
    stopping.told(signal.SIGINT)
    async with asyncio.timeout(10):
        await _seconds(stopping)


async def test_a_second_signal_hastens_whatever_is_waited_for() -> None:
    """Somebody has no more patience."""
    stopping = Stopping(seconds=600.0, drain=300.0)
    stopping.told(signal.SIGTERM)
    asyncio.get_running_loop().call_later(0.1, stopping.told, signal.SIGTERM)
    async with asyncio.timeout(5):
        await _seconds(stopping)


async def test_a_task_that_lost_its_cancellation_is_cancelled_again() -> None:
    """What caught it with the failure that it came with goes on as if nothing had been asked of it."""
    caught = list[str]()

    async def work() -> None:
        while True:
            try:
                await asyncio.sleep(600)
            except asyncio.CancelledError:
                if caught:
                    raise
                caught.append("taken for something else")

    task = asyncio.ensure_future(work())
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await end([task], again_after=0.01)
    assert task.cancelled()
    assert caught
