"""What alerts say together."""

from time import process_time

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.incident import incident_facts, volume_facts
from triage_warden.core.facts.strands import strands
from triage_warden.core.observables.model import ObservableType, Role

NOW = Context(observed_at=NOON)


def _alert(number: int, title: str, tactic: str = "execution") -> StoredAlert:
    host = an_observable(f"srv{number % 50}", ObservableType.HOSTNAME, Role.TARGET)
    actor = an_observable(f"198.51.100.{number % 200}")
    return a_stored_alert(
        number,
        an_alert(
            source_id=str(number),
            title=title,
            rule=title,
            observables=(host, actor),
            attack=(AttackRef(tactic=tactic),),
        ),
    )


def test_noise_makes_no_chain() -> None:
    """Tactics that a sensor attaches to sign-ins say nothing about an attack."""
    alerts = [_alert(1, "Authentication success", "initial-access"), _alert(2, "Session opened", "persistence")]
    assert incident_facts(alerts, NOW) == []


def test_a_hum_is_told() -> None:
    """A hundred findings of one routine rule are the sensor."""
    folded = strands([_alert(50 * n, "SURICATA TLS invalid record") for n in range(1, 121)])
    assert [fact.kind for fact in volume_facts(folded, NOW)] == ["alert.mass_noise"]


def test_what_was_left_out_is_said() -> None:
    """Whoever reads the verdict knows what it did not look at."""
    folded = strands([_alert(n, f"Rule {n}") for n in range(1, 301)])
    assert "100 further rules" in volume_facts(folded, NOW)[-1].statement


def test_twenty_thousand_alerts_take_seconds_not_minutes() -> None:
    """The time grows with n log n; a second and a half here, ten as the wall."""
    alerts = [_alert(number, "Login failed" if number % 3 else "Suspicious thing") for number in range(1, 20_001)]
    start = process_time()
    incident_facts(alerts, NOW)
    assert process_time() - start < 10
