"""The densest stretch of time."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.windows import most_distinct, most_within

WINDOW = timedelta(minutes=10)


def _at(offsets: list[int]) -> list[StoredAlert]:
    return [
        a_stored_alert(number, an_alert(source_id=str(number), occurred_at=NOON + timedelta(seconds=offset)))
        for number, offset in enumerate(sorted(offsets))
    ]


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=60))
def test_the_densest_stretch_is_found(offsets: list[int]) -> None:
    """Against the plain definition: the most alerts in any window that begins at one of them."""
    plain = max(sum(start <= other <= start + 600 for other in offsets) for start in offsets)
    assert most_within(_at(offsets), WINDOW).amount == plain


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=40))
def test_the_stretch_with_most_names_is_found(offsets: list[int]) -> None:
    """Against the plain definition, with names that come back."""
    alerts = _at(offsets)

    def name(alert: StoredAlert) -> tuple[str, ...]:
        return (str(int(alert.source_id or 0) % 7),)

    count, stretch = most_distinct(alerts, name, WINDOW)
    plain = max(
        len({name(other) for other in alerts if timedelta(0) <= other.occurred_at - start.occurred_at <= WINDOW})
        for start in alerts
    )
    assert count == plain == len({name(alert) for alert in stretch})


def test_nothing_has_no_names() -> None:
    """An empty stretch is no error."""
    assert most_distinct([], lambda alert: (alert.title,), WINDOW) == (0, [])
