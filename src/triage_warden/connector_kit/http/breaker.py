"""Leave a system alone that asks for a pause, or that does not answer."""

from dataclasses import dataclass
from typing import Final

FAILURES: Final = 5
"""Failures in a row after which it is left alone."""
PAUSE_SECONDS: Final = 30.0


@dataclass(slots=True)
class Breaker:
    """Counts failures in a row. Times are the monotonic clock's seconds.

    After a pause requests go out again; the first that fails begins the next pause, the first that succeeds ends it.
    """

    failures: int = 0
    closed_until: float = 0.0

    def wait(self, now: float) -> float:
        """Return for how many seconds nothing should be sent; 0 when something may."""
        return max(0.0, self.closed_until - now)

    def succeeded(self) -> None:
        """Take note of an answer."""
        self.failures = 0

    def failed(self, now: float) -> None:
        """Take note that no answer came, or one that says the other side is broken."""
        self.failures += 1
        if self.failures >= FAILURES:
            self.closed_until = max(self.closed_until, now + PAUSE_SECONDS)

    def pause(self, now: float, seconds: float) -> None:
        """Take note that the other side asks for a pause."""
        self.closed_until = max(self.closed_until, now + seconds)

    @property
    def is_open(self) -> bool:
        """Whether it failed so often that it counts as down."""
        return self.failures >= FAILURES
