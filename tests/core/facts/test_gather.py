"""Every fact, in one call."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.gather import facts_of
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.observables.model import ObservableType, Role

NOW = Context(observed_at=NOON)


def _alert(number: int, title: str = "Suspicious thing") -> StoredAlert:
    host = an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)
    return a_stored_alert(
        number, an_alert(source_id=str(number), title=title, rule=title, observables=(host,), severity=Severity.HIGH)
    )


ALERTS = [_alert(1), _alert(2, "Malware found"), _alert(3, "Phishing"), _alert(4)]


@given(st.permutations(ALERTS))
def test_the_order_of_alerts_does_not_matter(alerts: list[StoredAlert]) -> None:
    """The same set gives the same facts, in the same order."""
    assert facts_of(alerts, NOW) == facts_of(ALERTS, NOW)


def test_facts_are_bounded_however_many_alerts() -> None:
    """Five thousand alerts of one rule on one host have the facts of one, and that they are a burst."""
    assert len(facts_of([_alert(n) for n in range(1, 5_001)], NOW)) == len(facts_of([_alert(1)], NOW)) + 1


def test_the_mails_facts_come_along() -> None:
    """Whoever reads the mail says what was found in it."""

    def of_mail(alert: StoredAlert) -> Sequence[Fact]:
        return [a_fact("mail.x", "x", source="mail", observed_at=NOON, rests_on=(f"alert:{alert.id}",))]

    assert "mail.x" in {fact.kind for fact in facts_of([_alert(1)], NOW, of_mail)}


def test_nothing_has_no_facts() -> None:
    """An incident without alerts is no error."""
    assert facts_of([], NOW) == []
