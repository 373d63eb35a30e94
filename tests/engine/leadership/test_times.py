"""Times that do not go together are told."""

import pytest

from triage_warden.engine.leadership.times import LeaseTimes


@pytest.mark.parametrize(
    ("lease", "renew", "retry", "wrong"),
    [(15, 10, 2, None), (10, 10, 2, "renew"), (9, 10, 2, "renew"), (15, 10, 10, "retry"), (15, 10, 11, "retry")],
)
def test_each_time_is_less_than_the_one_before(lease: float, renew: float, retry: float, wrong: str | None) -> None:
    """Retry before renew before lease."""
    assert LeaseTimes(lease=lease, renew=renew, retry=retry).wrong() == wrong


def test_three_tries_fit_into_the_renew_deadline() -> None:
    """A renewal that is lost twice loses no leadership."""
    times = LeaseTimes()
    assert times.refresh + 2 * times.retry < times.renew
    assert LeaseTimes(lease=4, renew=3, retry=2).refresh == 2
