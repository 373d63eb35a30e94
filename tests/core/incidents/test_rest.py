"""Tests of rests between batches."""

from datetime import timedelta

import pytest

from triage_warden.core.incidents.rest import Rests
from triage_warden.kernel.ids import DEFAULT_TENANT


@pytest.mark.parametrize(
    ("alerts", "took", "rest"),
    [(1, 0.01, 0.01), (20, 0.1, 0.1), (20, 1.0, 1.0), (20, 30.0, 1.0), (199, 0.1, 0.1), (200, 0.1, 0.0)],
)
def test_a_batch_is_followed_by_as_long_a_rest_unless_it_was_large(alerts: int, took: float, rest: float) -> None:
    """A second at most; a backlog is worked off without."""
    rests = Rests()
    rests.begin(DEFAULT_TENANT, alerts, began=100.0, now=100.0 + took)
    assert rests.left(DEFAULT_TENANT, 100.0 + took).total_seconds() == pytest.approx(rest)


def test_a_rest_ends() -> None:
    """Who was never grouped has none."""
    rests = Rests()
    assert not rests.left(DEFAULT_TENANT, 5.0)
    rests.begin(DEFAULT_TENANT, 1, began=5.0, now=5.5)
    assert rests.left(DEFAULT_TENANT, 5.75) == timedelta(seconds=0.25)
    assert not rests.left(DEFAULT_TENANT, 6.0)
