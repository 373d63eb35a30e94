"""When a failed job is tried again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from triage_warden.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TriageError, Unavailable
from triage_warden.observability.redaction import without_secrets


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after this long; `counts` says whether it was the job's own fault."""

    delay: timedelta
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Park:
    """Stop trying; keep the job for a person, with the family of the error and one sentence without secrets."""

    family: str
    reason: str


MOST_ATTEMPTS = 5
"""Attempts at a job that fails by itself, before it is parked."""
LONGEST_WAIT = timedelta(minutes=2)
LONGEST_REASON = 300
"""Characters of a reason that are kept."""
_FAMILIES: Final = (Invalid, NotFound, Conflict, Forbidden, Unavailable)


def next_try(error: Exception, attempts: int, jitter: Callable[[], float]) -> Retry | Park:
    """Return what becomes of a job that failed for the `attempts`-th time (the first time is 1).

    A part that is down is waited for as long as it takes, without counting: the job did nothing wrong. A conflict is
    tried again at once. Anything else is the job's own fault and is parked after five attempts. Waits double from
    one second and are spread by `jitter` (0 to 1) over half to one and a half, so that many jobs do not come back at
    once.
    """
    spread = 0.5 + jitter()
    match error:
        case Unavailable(retry_after=seconds):
            return Retry(delay=min(timedelta(seconds=seconds), LONGEST_WAIT) * spread, counts=False)
        case Conflict() if attempts < MOST_ATTEMPTS:
            return Retry(delay=timedelta(milliseconds=200) * spread)
        case _ if attempts < MOST_ATTEMPTS:
            return Retry(delay=min(timedelta(seconds=2.0 ** (attempts - 1)), LONGEST_WAIT) * spread)
        case TriageError():
            return Park(family=_family(error), reason=without_secrets(f"{error.code}: {error.detail}")[:LONGEST_REASON])
        case _:
            return Park(family="defect", reason=f"A defect of ours: {type(error).__name__}; the log says where.")


def _family(error: TriageError) -> str:
    return next((family.code for family in _FAMILIES if isinstance(error, family)), "error")
