"""Folding alerts into strands."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.strands import MOST_STRANDS, entity_of, rule_of, strands
from triage_warden.core.observables.model import ObservableType, Role


def _on(host: str, number: int, rule: str = "R", severity: Severity = Severity.MEDIUM) -> StoredAlert:
    seen = an_observable(host, ObservableType.HOSTNAME, Role.TARGET)
    alert = an_alert(source_id=str(number), rule=rule, title=rule, severity=severity, observables=(seen,))
    return a_stored_alert(number, alert)


def test_one_rule_on_one_host_is_one_strand() -> None:
    """Twenty thousand alerts of it are said once, with their number."""
    folded = strands([_on("srv1", number) for number in range(1, 20_001)])
    assert len(folded.followed) == 1
    assert folded.followed[0].alerts == 20_000


def test_another_host_another_tell_and_another_outcome_are_other_strands() -> None:
    """What facts can differ about is kept apart."""
    line = an_observable("vssadmin delete shadows", ObservableType.COMMAND_LINE, Role.ARTIFACT)
    host = an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET)
    telling = a_stored_alert(3, an_alert(source_id="3", rule="R", title="R", observables=(host, line)))
    blocked = a_stored_alert(
        4, an_alert(source_id="4", rule="R", title="R", observables=(host,), attributes={"action_taken": "blocked"})
    )
    assert len(strands([_on("srv1", 1), _on("srv2", 2), telling, blocked]).followed) == 4


def test_every_mail_is_a_strand() -> None:
    """Mails are read one by one, however alike they look from outside."""
    mails = [a_stored_alert(n, an_alert(source_id=str(n), attributes={MEDIA_TYPE: "message/rfc822"})) for n in (1, 2)]
    assert len(strands(mails).followed) == 2


def test_the_worst_are_followed_and_the_rest_is_counted() -> None:
    """The bound never costs the one high alert among a thousand low ones."""
    many = [_on(f"srv{number}", number, severity=Severity.LOW) for number in range(1, MOST_STRANDS + 51)]
    folded = strands([*many, _on("dc1", 9_999, severity=Severity.HIGH)])
    assert folded.followed[0].alert.severity is Severity.HIGH
    assert (len(folded.followed), folded.left_out) == (MOST_STRANDS, 51)


@given(st.permutations([_on(host, number) for number, host in enumerate(["a", "b", "a", "c", "b"], start=1)]))
def test_the_order_of_alerts_does_not_matter(alerts: list[StoredAlert]) -> None:
    """A strand is told by its earliest alert, whichever came first."""
    assert strands(alerts) == strands(sorted(alerts, key=lambda alert: alert.id))


def test_the_entity_is_whom_it_happened_to() -> None:
    """A target goes before an actor, a host before an address."""
    alert = a_stored_alert(
        1,
        an_alert(
            observables=(
                an_observable("198.51.100.7"),
                an_observable("192.0.2.1", ObservableType.IPV4, Role.TARGET),
                an_observable("srv1", ObservableType.HOSTNAME, Role.TARGET),
            )
        ),
    )
    entity = entity_of(alert)
    assert entity is not None
    assert entity.value == "srv1"


def test_the_rule_is_known_by_its_name() -> None:
    """Some products have one id for all that they find."""
    assert rule_of(_on("srv1", 1, rule="Name")) == "Name"


def test_the_earliest_stands_for_the_strand() -> None:
    """Facts rest on the alert with which it began."""
    late, early = _on("srv1", 1), _on("srv1", 2)
    assert early.occurred_at == NOON
    late = msgspec.structs.replace(late, occurred_at=NOON + timedelta(hours=1))
    assert strands([late, early]).followed[0].alert.id == early.id
