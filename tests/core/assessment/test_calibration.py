"""Log-odds to probability."""

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.assessment.calibration import SUREST, probability


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_more_evidence_is_never_less_probable(one: float, other: float) -> None:
    """Whatever the numbers, the order stays."""
    low, high = sorted((one, other))
    assert probability(low) <= probability(high)


@given(st.floats(allow_nan=False))
def test_nothing_is_certain(log_odds: float) -> None:
    """The rules do not know everything, so they never claim to."""
    assert 1 - SUREST <= probability(log_odds) <= SUREST


def test_it_claims_less_than_the_sum_of_the_evidence() -> None:
    """Facts are not independent; the plain sum of +2 would be 88 %."""
    assert 0.5 < probability(2.0) < 0.88
