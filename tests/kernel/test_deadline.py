"""A deadline comes by whichever clock is further on."""

from datetime import timedelta

from kit.clock import FrozenClock
from triage_warden.kernel.deadline import Deadline


class Suspended(FrozenClock):
    """A machine that slept: its monotonic clock stood still."""

    def monotonic(self) -> float:
        """Return the time at which it fell asleep."""
        return 0.0


def test_time_runs_out() -> None:
    """And stays so."""
    clock = FrozenClock()
    deadline = Deadline.after(clock, 5)
    assert deadline.left() == 5
    clock.advance(timedelta(seconds=4))
    assert deadline.left() == 1
    clock.advance(timedelta(seconds=4))
    assert deadline.left() == 0


def test_a_machine_that_slept_is_late() -> None:
    """Though its monotonic clock does not say so."""
    clock = Suspended()
    deadline = Deadline.after(clock, 5)
    clock.advance(timedelta(minutes=10))
    assert deadline.left() == 0
