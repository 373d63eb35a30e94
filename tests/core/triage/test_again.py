"""How soon an incident is triaged again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.triage.again import GATHER, WITHIN, settle_for


@pytest.mark.parametrize(("runs", "seconds"), [(1, 1), (2, 2), (3, 3), (60, 3)])
def test_a_verdict_is_seconds_behind_at_most(runs: int, seconds: int) -> None:
    """An alert has its verdict within five seconds, also where its incident was judged a moment ago."""
    assert settle_for(runs) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("runs", "seconds"), [(61, 6), (62, 12), (65, 60), (10_000, 60)])
def test_waits_double_up_to_a_minute_where_an_incident_changes_without_end(runs: int, seconds: int) -> None:
    """So that a storm that does not end makes a bounded number of runs."""
    assert settle_for(runs) == timedelta(seconds=seconds)


def test_an_endless_storm_makes_some_seventy_runs_in_ten_minutes() -> None:
    """Runs grow old and make room for new ones: what is counted over an hour, an incident changing all the time."""
    runs = list[float]()
    at = 0.0
    while at < 3600:
        runs.append(at)
        at += settle_for(sum(at - each < WITHIN.total_seconds() for each in runs)).total_seconds()
    assert max(sum(0 <= each - begin < WITHIN.total_seconds() for each in runs) for begin in runs) <= 75


@given(st.integers(-1, 10**9))
def test_the_first_look_is_at_once_and_none_waits_for_long(runs: int) -> None:
    """A verdict is never older than a minute."""
    assert GATHER <= settle_for(runs) <= timedelta(minutes=1)
    assert (settle_for(runs) == GATHER) == (runs <= 0)
