"""Facts for tests: say only what the test is about."""

from kit.alerts import NOON, a_stored_alert
from triage_warden.core.facts.model import Fact, a_fact


def fact_about(
    kind: str,
    *alerts: int,
    statement: str | None = None,
    value: dict[str, str | int | float | bool] | None = None,
) -> Fact:
    """Return a fact that rests on the alerts of these numbers, as `a_stored_alert(number)` makes them."""
    return a_fact(
        kind,
        statement or f"Statement of {kind} about {alerts}.",
        source="test",
        observed_at=NOON,
        rests_on=tuple(f"alert:{a_stored_alert(number).id}" for number in alerts),
        value=value,
    )
