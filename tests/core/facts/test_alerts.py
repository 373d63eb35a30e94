"""What one alert says by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.alerts import alert_facts
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.model import Fact
from triage_warden.core.observables.model import ObservableType, Role

NOW = Context(observed_at=NOON)


def _facts(alert: StoredAlert) -> dict[str, Fact]:
    return {fact.kind: fact for fact in alert_facts(alert, NOW)}


@pytest.mark.parametrize("severity", list(Severity))
def test_the_sources_severity_is_a_fact(severity: Severity) -> None:
    """Every alert has at least this one."""
    assert f"alert.severity_{severity}" in _facts(a_stored_alert(alert=an_alert(severity=severity)))


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("", "counts as high: it came without a rating."),
        ("High", "rates"),
        ("7", "(its own word: “7”)."),
    ],
)
def test_no_rating_is_laid_in_the_sources_mouth(written: str, says: str) -> None:
    """A severity that the source did not state is one that we counted it as."""
    attributes = {"source_severity": written} if written else {}
    told = _facts(a_stored_alert(alert=an_alert(severity=Severity.HIGH, attributes=attributes)))
    statement = told["alert.severity_high"].statement
    assert says in statement
    assert ("rates" in statement) is bool(written)
    assert ("own word" in statement) is (written == "7")


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("source_confidence", "95", "alert.source_sure"),
        ("source_confidence", "10", "alert.source_unsure"),
        ("action_taken", "Blocked", "alert.stopped"),
        ("status", "Dismissed", "alert.dismissed"),
        ("status", "BenignPositive", "alert.dismissed"),
    ],
)
def test_what_the_source_states_is_a_fact(name: str, value: str, kind: str) -> None:
    """Confidence, outcome and the source's own closing are told."""
    assert kind in _facts(a_stored_alert(alert=an_alert(attributes={name: value})))


@pytest.mark.parametrize("value", ["50", "", "very", "nan", "inf", "1e999", "-4", "400"])
def test_a_confidence_that_says_nothing_is_no_fact(value: str) -> None:
    """The middle of the scale, and what is no number on it, tells nothing."""
    assert not {"alert.source_sure", "alert.source_unsure"} & set(
        _facts(a_stored_alert(alert=an_alert(attributes={"source_confidence": value})))
    )


def test_a_status_of_new_or_resolved_clears_nothing() -> None:
    """Resolved says that somebody dealt with it, not that it was harmless."""
    for status in ("New", "Resolved", "InProgress"):
        assert "alert.dismissed" not in _facts(a_stored_alert(alert=an_alert(attributes={"status": status})))


def test_techniques_are_named_and_placed() -> None:
    """The statement carries the technique's name and where in the matrix it stands."""
    alert = an_alert(attack=(AttackRef(technique="T1003.001"), AttackRef(tactic="exfiltration")))
    found = _facts(a_stored_alert(alert=alert))
    assert "LSASS Memory" in found["attack.credential-access"].statement
    assert found["attack.credential-access"].value["technique"] == "T1003.001"
    assert "attack.exfiltration" in found


def test_the_alerts_own_tactic_decides_among_those_of_a_technique() -> None:
    """A scheduled task serves three tactics; the source says which it saw."""
    alert = an_alert(attack=(AttackRef(technique="T1053.005", tactic="privilege-escalation"),))
    assert "attack.privilege-escalation" in _facts(a_stored_alert(alert=alert))


def test_a_command_line_tells() -> None:
    """The fact rests on the alert and on the line, and names the technique."""
    line = an_observable("vssadmin delete shadows /all", ObservableType.COMMAND_LINE, Role.ARTIFACT)
    fact = _facts(a_stored_alert(alert=an_alert(observables=(line,))))["command.recovery_destroyed"]
    assert fact.value["technique"] == "T1490"
    assert "observable:command_line:vssadmin delete shadows /all" in fact.rests_on


@given(title=st.text(), status=st.text(), technique=st.text(), line=st.text(), confidence=st.text())
def test_any_alert_has_facts(title: str, status: str, technique: str, line: str, confidence: str) -> None:
    """Alerts of unknown shape are no error, and every fact rests on its alert and says something."""
    alert = a_stored_alert(
        alert=an_alert(
            title=title,
            rule=title,
            attack=(AttackRef(technique=technique, tactic=status),),
            observables=(an_observable(line, ObservableType.COMMAND_LINE, Role.ARTIFACT),),
            attributes={"status": status, "source_confidence": confidence, "action_taken": status},
        )
    )
    found = alert_facts(alert, NOW)
    assert found
    assert all(f"alert:{alert.id}" in fact.rests_on and fact.statement for fact in found)
    assert len({fact.id for fact in found}) == len(found)


def test_a_mail_is_not_judged_by_its_subject() -> None:
    """“Malware found in your mailbox” is what a phish says."""
    subject = "Malware found in your mailbox, ransomware attack, exploit"
    mail = a_stored_alert(alert=an_alert(title=subject, attributes={"media_type": "message/rfc822"}))
    assert alert_facts(mail, NOW) == []
