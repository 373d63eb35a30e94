"""Time as an argument."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells what time it is."""

    def now(self) -> datetime:
        """Return the present in UTC, aware."""
        ...

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back; only differences mean anything."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the present in UTC, aware."""
        return datetime.now(UTC)  # noqa: TID251  # the one place where time comes from

    def monotonic(self) -> float:
        """Return the machine's monotonic seconds."""
        return time.monotonic()
