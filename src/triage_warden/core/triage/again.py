"""How soon an incident that changed is triaged."""

from datetime import timedelta
from typing import Final

GATHER: Final = timedelta(milliseconds=300)
"""The first look: alerts that belong together often come within a moment of each other."""
WITHIN: Final = timedelta(minutes=10)
"""Runs of this long ago count."""
_LONGEST: Final = timedelta(seconds=60)
_MOST_DOUBLINGS: Final = 10


def settle_for(recent_runs: int) -> timedelta:
    """Return how long to gather what else comes, after this many runs within the last `WITHIN`.

    The first run begins at once; the waits before the next double from one second to a minute. A storm of alerts
    into one incident so makes a handful of runs, and its verdict is never older than a minute.
    """
    if recent_runs <= 0:
        return GATHER
    return min(timedelta(seconds=2.0 ** min(recent_runs - 1, _MOST_DOUBLINGS)), _LONGEST)
