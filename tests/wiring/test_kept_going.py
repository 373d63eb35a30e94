"""What runs in the background goes on."""

import asyncio

import pytest
from structlog.testing import capture_logs

from triage_warden.wiring.kept_going import KeptGoing


async def test_work_that_fails_begins_anew_and_the_failure_is_told() -> None:
    """With its name and where it failed, and later each time; when the work ends by itself, so does this."""
    failures = [ZeroDivisionError(), ExceptionGroup("several", [OSError()])]

    async def work() -> None:
        if failures:
            raise failures.pop(0)

    with capture_logs() as told:
        await KeptGoing("anchors", work, first_wait=0.001)()
    assert [(each["event"], each["part"], each["error"], each["again_in"]) for each in told] == [
        ("background_failed", "anchors", "ZeroDivisionError", 0.001),
        ("background_failed", "anchors", "ExceptionGroup", 0.002),
    ]
    assert all(each["exc_info"] for each in told)


@pytest.mark.parametrize("while_waiting", [True, False])
async def test_it_ends_when_it_is_told_to(*, while_waiting: bool) -> None:
    """Whether it works or waits."""
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        if while_waiting:
            raise OSError
        await asyncio.Event().wait()

    running = asyncio.ensure_future(KeptGoing("live", work, first_wait=60)())
    await begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
