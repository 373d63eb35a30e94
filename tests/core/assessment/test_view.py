"""What is looked at besides facts."""

from kit.alerts import a_stored_alert, an_alert
from kit.facts import fact_about
from triage_warden.core.assessment.prior import AlertKind
from triage_warden.core.assessment.view import alert_of, by_reference, kind_of, rule_key


def test_a_fact_is_about_the_one_alert_it_rests_on() -> None:
    """One that rests on several, or on none, is about the incident."""
    assert alert_of(fact_about("k", 1)) == f"alert:{a_stored_alert(1).id}"
    assert alert_of(fact_about("k", 1, 2)) is None
    assert alert_of(fact_about("k")) is None


def test_a_mail_starts_as_a_mail() -> None:
    """Told by the media type that its parser set."""
    mail = a_stored_alert(1, an_alert(attributes={"media_type": "message/rfc822"}))
    assert kind_of(mail) is AlertKind.MAIL
    assert kind_of(a_stored_alert(2)) is AlertKind.MONITORED
    assert kind_of(None) is AlertKind.MONITORED


def test_rules_count_once_and_mails_each() -> None:
    """Two alerts of one rule share a key, two mails do not."""
    one, other = a_stored_alert(1), a_stored_alert(2)
    mails = [a_stored_alert(n, an_alert(attributes={"media_type": "message/rfc822"})) for n in (3, 4)]
    assert rule_key("alert:1", one) == rule_key("alert:2", other)
    assert rule_key("alert:3", mails[0]) != rule_key("alert:4", mails[1])
    assert rule_key("alert:5", None) == "alert:5"


def test_alerts_are_found_by_the_name_that_facts_give_them() -> None:
    """Facts say `alert:<uuid>`."""
    alert = a_stored_alert(1)
    assert by_reference([alert]) == {f"alert:{alert.id}": alert}
