from datetime import UTC, datetime, timedelta

import pytest

from triage_warden.web.pages.times import ago, exact, lasting, machine

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "shown"),
    [
        (timedelta(seconds=-3), "now"),
        (timedelta(seconds=4), "now"),
        (timedelta(seconds=59), "59 s ago"),
        (timedelta(minutes=90), "1 h ago"),
        (timedelta(days=3, hours=5), "3 d ago"),
        (timedelta(days=20), "2026-02-10 09:00"),
    ],
)
def test_the_past_is_told_in_its_largest_unit(passed: timedelta, shown: str) -> None:
    """And as date and time when that says more."""
    assert ago(NOW - passed, NOW) == shown


def test_spans_and_moments() -> None:
    """Milliseconds below a second; moments in full for the title and the attribute."""
    assert [lasting(timedelta(seconds=each)) for each in (0, 0.34, 1.9, 61)] == ["0 ms", "340 ms", "1 s", "1 min"]
    assert exact(NOW) == "2026-03-02 09:00:00 UTC"
    assert machine(NOW) == "2026-03-02T09:00:00Z"
