"""When a failed job is tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from triage_warden.kernel.errors import Conflict, TriageError, Unavailable


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after this long."""

    delay: timedelta


@dataclass(frozen=True, slots=True)
class Park:
    """Stop trying; keep the job and its reason for a person."""

    reason: str


MOST_ATTEMPTS = 5
"""Attempts at a job that fails by itself, before it is parked."""
LONGEST_WAIT = timedelta(minutes=2)


def next_try(error: Exception, attempts: int, jitter: Callable[[], float]) -> Retry | Park:
    """Return what becomes of a job that failed for the `attempts`-th time (the first time is 1).

    A part that is down is waited for as long as it takes: the job did nothing wrong. A conflict is tried again at
    once. Anything else is the job's own fault and is parked after five attempts. Waits double from one second and
    are spread by `jitter` (0 to 1) over half to one and a half, so that many jobs do not come back at once.
    """
    spread = 0.5 + jitter()
    match error:
        case Unavailable(retry_after=seconds):
            wait = min(timedelta(seconds=seconds), LONGEST_WAIT)
        case Conflict() if attempts < MOST_ATTEMPTS:
            wait = timedelta(milliseconds=200)
        case _ if attempts < MOST_ATTEMPTS:
            wait = min(timedelta(seconds=2.0 ** (attempts - 1)), LONGEST_WAIT)
        case TriageError():
            return Park(reason=f"{error.code}: {error.detail}")
        case _:
            return Park(reason=type(error).__name__)
    return Retry(delay=wait * spread)
