"""Ticks lie on a grid."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.engine.schedules.when import BadCron, Cron, Every, When

TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # Hypothesis wants bounds without a zone
WHENS = st.one_of(
    st.integers(1, 100_000).map(Every),
    st.sampled_from(["* * * * *", "17 3 * * *", "*/5 0-6 * * 1-5", "0 0 1 * *", "30 12 29 2 *"]).map(Cron),
)


@given(when=WHENS, now=TIMES)
def test_now_lies_between_the_latest_tick_and_the_following_one(when: When, now: datetime) -> None:
    """And seen from a tick, the latest is that tick itself."""
    latest, following = when.latest(now), when.following(now)
    assert latest <= now < following
    assert when.latest(latest) == latest
    assert when.following(latest) == following
    assert when.latest(following - timedelta(microseconds=1)) == latest


def test_cron_is_read_in_utc() -> None:
    """03:17 is 03:17 UTC wherever the process runs."""
    now = datetime(2026, 3, 2, 3, 17, tzinfo=UTC)
    assert Cron("17 3 * * *").latest(now) == now
    assert Cron("17 3 * * *").following(now) == now + timedelta(days=1)


@pytest.mark.parametrize("expression", ["", "* * * *", "61 * * * *", "0 0 31 2 *", "every day"])
def test_an_expression_that_cannot_be_read_or_never_comes_is_refused(expression: str) -> None:
    """When it is written down, not when it is due."""
    with pytest.raises(BadCron):
        Cron(expression)
