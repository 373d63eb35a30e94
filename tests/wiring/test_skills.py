"""A triage can read mails and weigh alerts."""

from datetime import UTC, datetime, timedelta

import msgspec

from kit.alerts import NOON, a_stored_alert, an_alert
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.identity import BY, OTHER_TENANT
from kit.own_lists import a_list_desk, a_new_entry, listed
from triage_warden.core.alerts import attributes
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import IncidentView
from triage_warden.core.facts.context import Context, ListKind
from triage_warden.core.facts.look_up import LookUp
from triage_warden.core.observables.model import Observable, ObservableType, Role
from triage_warden.core.triage.analyze import stored_offline
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.samples import load
from triage_warden.storage.postgres.queries.history import PostgresHistory, PostgresOwnLists
from triage_warden.storage.postgres.repositories.list_entries import PostgresListEntries
from triage_warden.storage.postgres.unit import Database
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


async def test_what_people_listed_weighs_while_it_stands_and_for_their_tenant(
    database: Database, database_url: str
) -> None:
    """A denied value makes the verdict and its fact is cited; what has expired, or another tenant denies, does not."""
    await add_tenant(database_url, OTHER_TENANT, "Other")
    long_ago = FrozenClock(NOON - timedelta(days=3000))
    desk = a_list_desk(PostgresListEntries(database), long_ago)
    plain = await _judged(database)
    assert plain[0] is not Verdict.MALICIOUS
    await listed(desk, a_new_entry(_VALUE), OTHER_TENANT)
    assert await _judged(database) == plain
    await listed(desk, msgspec.structs.replace(a_new_entry(_VALUE), lasting=timedelta(days=1)))
    assert await _judged(database) == plain
    long_ago.advance(timedelta(days=1))
    denied = await listed(desk, a_new_entry(f" {_VALUE.upper()}"))
    assert await _judged(database) == (Verdict.MALICIOUS, {"list.own_deny"})
    await desk.remove(DEFAULT_TENANT, denied.id, by=BY)
    await listed(desk, a_new_entry(_VALUE, ListKind.ALLOW))
    allowed, cited = await _judged(database)
    assert (allowed, cited) == (Verdict.BENIGN, {"list.own_allow"})


_VALUE = "updates.example.com"


async def _judged(database: Database) -> tuple[Verdict, set[str]]:
    """Return the verdict on an alert that names the value, and which facts of lists it cites."""
    alert = a_stored_alert(1, an_alert(observables=(_SEEN,)))
    context = await LookUp(PostgresHistory(database), PostgresOwnLists(database))(DEFAULT_TENANT, [alert], NOON)
    found = survey([alert], context)
    facts = [*found.alerts[alert.id], *found.incident]
    made = assess(IncidentView(alerts=(alert,)), facts, at=NOON)
    cited = {fact.kind for fact in facts if fact.kind.startswith("list.") and fact.id in str(made)}
    return made.verdict, cited


_SEEN = Observable(type=ObservableType.DOMAIN, value=_VALUE, role=Role.DESTINATION)
