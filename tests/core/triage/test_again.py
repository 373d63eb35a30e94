"""How soon an incident is triaged again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.triage.again import GATHER, settle_for


@pytest.mark.parametrize(("runs", "seconds"), [(1, 1), (2, 2), (4, 8), (6, 32), (7, 60), (10_000, 60)])
def test_waits_double_up_to_a_minute(runs: int, seconds: int) -> None:
    """So that a storm makes a handful of runs."""
    assert settle_for(runs) == timedelta(seconds=seconds)


@given(st.integers(-1, 10**9))
def test_the_first_look_is_at_once_and_none_waits_for_long(runs: int) -> None:
    """A verdict is never older than a minute."""
    assert GATHER <= settle_for(runs) <= timedelta(minutes=1)
    assert (settle_for(runs) == GATHER) == (runs <= 0)
