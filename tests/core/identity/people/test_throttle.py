"""Tests of the waits between attempts to sign in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.identity.people.throttle import (
    FORGET,
    FREE,
    LONGEST,
    Counted,
    Tries,
    begin,
    wait_after,
    waits,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (14, 512), (15, 900), (16, 900), (10_000, 900)],
)
def test_the_wait_doubles_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    """Four slips are free, for one account from one place."""
    assert wait_after(failures, Counted.PLACE) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("failures", "seconds"), [(49, 0), (50, 1), (51, 2), (60, 900)])
def test_an_address_has_more_room(failures: int, seconds: int) -> None:
    """Many people sit behind one."""
    assert wait_after(failures, Counted.ADDRESS) == timedelta(seconds=seconds)


def test_after_a_day_of_peace_the_count_starts_again() -> None:
    """Not a second earlier."""
    many = Tries(failures=40, last_at=NOW, wait_until=NOW + LONGEST)
    assert begin(many, Counted.PLACE, NOW + FORGET - timedelta(seconds=1)).failures == 41
    assert begin(many, Counted.PLACE, NOW + FORGET).failures == 1


def test_who_waited_may_try_again() -> None:
    """At the moment that was named, not before."""
    tries = Tries(failures=5, last_at=NOW, wait_until=NOW + timedelta(seconds=10))
    assert waits(tries, NOW) == timedelta(seconds=10)
    assert waits(tries, NOW + timedelta(seconds=9)) == timedelta(seconds=1)
    assert waits(tries, NOW + timedelta(seconds=10)) == timedelta(0)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)), st.sampled_from(Counted))
def test_nobody_waits_longer_than_the_longest(then: datetime, now: datetime, counted: Counted) -> None:
    """However clocks jump: a lock for ever is a weapon."""
    try:
        tries = begin(Tries(failures=10**9, last_at=then), counted, then)
    except OverflowError:
        return  # the end of the calendar
    assert timedelta(0) <= waits(tries, now) <= LONGEST


@given(st.integers(0, 200), st.sampled_from(Counted))
def test_a_guesser_gets_about_a_hundred_guesses_a_day(started: int, counted: Counted) -> None:
    """Trying whenever it is allowed, from one place."""
    now, tries, guessed = NOW, Tries(failures=started, last_at=NOW), 0
    while now < NOW + timedelta(days=1):
        tries = begin(tries, counted, now)
        guessed += 1
        now += waits(tries, now) or timedelta(seconds=1)
    assert guessed <= FREE[counted] + 110
