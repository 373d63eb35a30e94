"""A triage can read mails and weigh alerts."""

from datetime import UTC, datetime

import msgspec

from kit.alerts import NOON, a_stored_alert, an_alert
from triage_warden.core.alerts import attributes
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.facts.context import Context
from triage_warden.core.triage.analyze import stored_offline
from triage_warden.samples import load
from triage_warden.wiring.catalogue import sources
from triage_warden.wiring.skills import examine, survey

PHISH = next(payload for payload in load(datetime(2027, 6, 1, tzinfo=UTC)) if "phish-signin" in payload.file)


def test_a_mail_is_examined_and_its_facts_name_it() -> None:
    """What the payload shows is found from the payload."""
    alert = stored_offline(sources()["mail"].parser.parse(PHISH.body)[0], NOON)
    facts = examine(alert, PHISH.body)
    assert facts
    assert all(f"alert:{alert.id}" in fact.rests_on for fact in facts)
    assert PHISH.verdicts == (Verdict.MALICIOUS,)


def test_other_payloads_show_nothing_that_the_alert_does_not_say() -> None:
    """Only mails are opened again."""
    assert examine(a_stored_alert(), b"{}") == []


def test_a_survey_speaks_of_each_strand_and_of_the_whole() -> None:
    """Facts about an alert are filed under it."""
    alert = a_stored_alert(1, an_alert(attributes={attributes.ACTION_TAKEN: "blocked"}))
    twin = msgspec.structs.replace(a_stored_alert(2, an_alert(source_id="two")), attributes=alert.attributes)
    found = survey([alert, twin], Context(observed_at=NOON))
    assert {fact.kind for facts in found.alerts.values() for fact in facts} >= {"alert.stopped"}
    assert set(found.alerts) <= {alert.id, twin.id}
