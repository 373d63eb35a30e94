"""Until when something may be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from triage_warden.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on both clocks; it has come when either says so.

    The monotonic clock stands still while the machine is suspended, the other one can be set: whichever is further on
    is believed, because an effect that comes too late is worse than one that is put off.
    """

    clock: Clock
    ends: float
    ends_at: datetime

    @classmethod
    def after(cls, clock: Clock, seconds: float) -> "Deadline":
        """Return a deadline so many seconds from now."""
        return cls(clock, clock.monotonic() + seconds, clock.now() + timedelta(seconds=seconds))

    def left(self) -> float:
        """Return the seconds that are left, 0 when it has come."""
        by_wall = (self.ends_at - self.clock.now()).total_seconds()
        return max(0.0, min(self.ends - self.clock.monotonic(), by_wall))
