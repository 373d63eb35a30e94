"""A failed job is tried again by what failed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.engine.retry import LONGEST_WAIT, MOST_ATTEMPTS, Park, Retry, next_try
from triage_warden.kernel.errors import Conflict, Invalid, Unavailable


def _middle() -> float:
    return 0.5


@pytest.mark.parametrize(
    ("error", "attempts", "expected"),
    [
        (ValueError("x"), 1, Retry(timedelta(seconds=1))),
        (ValueError("x"), 2, Retry(timedelta(seconds=2))),
        (ValueError("x"), 4, Retry(timedelta(seconds=8))),
        (ValueError("secret in text"), 5, Park("defect", "A defect of ours: ValueError; the log says where.")),
        (Invalid(detail="The payload is gone."), 5, Park("invalid", "invalid: The payload is gone.")),
        (Conflict(), 1, Retry(timedelta(milliseconds=200))),
        (Conflict(detail="Changed again."), 5, Park("conflict", "conflict: Changed again.")),
        (Unavailable(retry_after=3), 1, Retry(timedelta(seconds=3), counts=False)),
        (Unavailable(retry_after=3), 500, Retry(timedelta(seconds=3), counts=False)),
    ],
)
def test_the_family_of_the_error_decides(error: Exception, attempts: int, expected: Retry | Park) -> None:
    """What is down is waited for; what is wrong is parked, and its text does not leak into the reason."""
    assert next_try(error, attempts, _middle) == expected


@given(st.integers(1, MOST_ATTEMPTS - 1), st.floats(0, 1, exclude_max=True), st.integers(0, 10**6))
def test_no_wait_is_out_of_bounds(attempts: int, jitter: float, seconds: int) -> None:
    """Jitter spreads waits over half to one and a half of what is due, at most one and a half of the longest."""
    for error in (ValueError(), Unavailable(retry_after=seconds)):
        decision = next_try(error, attempts, lambda: jitter)
        assert isinstance(decision, Retry)
        assert timedelta(0) <= decision.delay <= LONGEST_WAIT * 1.5
