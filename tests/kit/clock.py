"""A clock that stands still until it is told to move."""

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Time that a test sets."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._monotonic = 0.0

    def now(self) -> datetime:
        """Return the time that was set."""
        return self._now

    def monotonic(self) -> float:
        """Return the seconds that were passed."""
        return self._monotonic

    def advance(self, step: timedelta) -> None:
        """Let time pass."""
        self._now += step
        self._monotonic += step.total_seconds()
