"""Who else says so."""

from datetime import timedelta

import msgspec

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.corroboration import corroboration_facts
from triage_warden.core.observables.model import ObservableType, Role

NOW = Context(observed_at=NOON)


def _says(
    number: int, rule: str, host: str = "srv1", source: str = "a", severity: Severity = Severity.MEDIUM
) -> StoredAlert:
    seen = an_observable(host, ObservableType.HOSTNAME, Role.TARGET)
    return a_stored_alert(
        number,
        an_alert(source=source, source_id=str(number), rule=rule, title=rule, observables=(seen,), severity=severity),
    )


def _values(*alerts: StoredAlert) -> dict[str, dict[str, str | int | float | bool]]:
    return {fact.kind: fact.value for fact in corroboration_facts(alerts, NOW)}


def test_three_rules_on_one_host_agree() -> None:
    """The same rule three times does not."""
    assert _values(_says(1, "x"), _says(2, "y"), _says(3, "z")) == {"host.many_rules": {"beyond_second": 1}}
    assert _values(_says(1, "x"), _says(2, "x"), _says(3, "x")) == {}


def test_two_products_agree() -> None:
    """Products that see different things seldom err together."""
    assert _values(_says(1, "x"), _says(2, "y", source="b")) == {"host.many_sources": {"beyond_first": 1}}


def test_two_readers_of_one_product_are_one_witness() -> None:
    """A log collector that reads two logs has seen one machine once."""
    readers = [
        msgspec.structs.replace(_says(n, rule), attributes={"product": f"Example ({rule})"})
        for n, rule in enumerate(("sshd", "useradd"), 1)
    ]
    assert _values(*readers) == {}


def test_different_hosts_do_not_agree() -> None:
    """Three rules on three hosts are three things."""
    assert _values(_says(1, "x", "a"), _says(2, "y", "b"), _says(3, "z", "c")) == {}


def test_low_alerts_without_hostile_words_say_nothing() -> None:
    """Many weak anomalies are many weak anomalies."""
    low = [_says(n, f"New value {n}", source=str(n), severity=Severity.LOW) for n in range(1, 9)]
    assert _values(*low) == {}


def test_next_week_is_another_story() -> None:
    """Agreement is agreement about the same day."""
    late = [
        msgspec.structs.replace(_says(n, rule, source=rule), occurred_at=NOON + timedelta(days=3 * n))
        for n, rule in enumerate("xyz")
    ]
    assert _values(*late) == {}
