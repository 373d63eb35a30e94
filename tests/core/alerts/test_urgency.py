"""What goes first, by severity and age."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.alerts.urgency import HEAD_START, due_at, is_urgent

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1))  # noqa: DTZ001  # only compared


@given(MOMENTS, st.sampled_from(Severity), st.sampled_from(Severity))
def test_of_two_that_came_together_the_worse_is_due_first(since: datetime, one: Severity, other: Severity) -> None:
    """Severity decides between those of one age."""
    assert (due_at(one, since) < due_at(other, since)) == (one.rank > other.rank)


@given(MOMENTS, st.sampled_from(Severity), st.sampled_from(Severity))
def test_nothing_waits_for_ever(since: datetime, one: Severity, other: Severity) -> None:
    """Whatever comes more than a day later is due later."""
    later = since + timedelta(hours=24, seconds=1)
    assert due_at(one, since) < due_at(other, later)


def test_a_critical_one_goes_before_the_flood_of_the_day() -> None:
    """The case that it is made for."""
    assert due_at(Severity.CRITICAL, NOON) < due_at(Severity.LOW, NOON - timedelta(hours=23))


def test_the_upper_two_are_not_held_up() -> None:
    """And every severity has its head start."""
    assert [severity for severity in Severity if is_urgent(severity)] == [Severity.HIGH, Severity.CRITICAL]
    assert set(HEAD_START) == set(Severity)
