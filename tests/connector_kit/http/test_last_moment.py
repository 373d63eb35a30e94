"""A body is given out in time or not at all."""

from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from triage_warden.connector_kit.http.last_moment import LastMoment, TooLateToSend
from triage_warden.kernel.deadline import Deadline


async def test_in_time() -> None:
    """And it is noted that it was."""
    body = LastMoment(b"x", Deadline.after(FrozenClock(), 1))
    assert not body.given_out
    assert [piece async for piece in body] == [b"x"]
    assert body.given_out


async def test_too_late() -> None:
    """A process that was paused takes its request back."""
    clock = FrozenClock()
    body = LastMoment(b"x", Deadline.after(clock, 1))
    clock.advance(timedelta(seconds=2))
    with pytest.raises(TooLateToSend):
        _ = [piece async for piece in body]
    assert not body.given_out
