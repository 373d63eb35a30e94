"""How soon an incident that changed is triaged."""

from datetime import timedelta
from typing import Final

GATHER: Final = timedelta(milliseconds=300)
"""The first look: alerts that belong together often come within a moment of each other."""
WITHIN: Final = timedelta(minutes=10)
"""Runs of this long ago count."""
_PATIENCE: Final = 3.0
"""Seconds that a verdict may be behind its newest alert: with the run itself, under the five that are promised."""
_MANY: Final = 60
"""Runs within `WITHIN` after which an incident changes without end, and its next look is worth less than the work."""
_LONGEST: Final = 60.0
_MOST_DOUBLINGS: Final = 10


def settle_for(recent_runs: int) -> timedelta:
    """Return how long to gather what else comes, after this many runs within the last `WITHIN`.

    The first run begins at once, the next ones within `_PATIENCE`: a storm of alerts into one incident makes a handful
    of runs. After `_MANY` the waits double to a minute, which keeps a storm that does not end to some seventy runs in
    ten minutes.
    """
    if recent_runs <= 0:
        return GATHER
    soon = min(2.0 ** min(recent_runs - 1, _MOST_DOUBLINGS), _PATIENCE)
    late = 2.0 ** min(max(recent_runs - _MANY, 0), _MOST_DOUBLINGS)
    return timedelta(seconds=min(soon * late, _LONGEST))
