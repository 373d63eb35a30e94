"""Tests of reading facts back."""

from kit.alerts import a_stored_alert
from kit.stored import NOON, an_incident, keep_fact, keep_incident, keep_link
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.incidents.model import Link
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.facts import PostgresFactReader
from triage_warden.storage.postgres.unit import Database


def a_kind(kind: str) -> Fact:
    """Return a fact."""
    value: dict[str, str | int | float | bool] = {"n": 1, "share": 0.5, "known": True, "word": "\\u0000"}
    return a_fact(kind, f"{kind} holds", source="rules", observed_at=NOON, rests_on=("body", "link:1"), value=value)


async def test_facts_of_an_incident_are_its_own_and_its_alerts(database: Database) -> None:
    """Facts follow the alert into whatever incident it is in; the same fact about two alerts is told once."""
    incident, other = an_incident(1), an_incident(2)
    await keep_incident(database, incident, other)
    first, second, stranger = (a_stored_alert(number).id for number in (1, 2, 3))
    for alert, into in ((first, incident), (second, incident), (stranger, other)):
        await keep_link(database, into, Link(alert_id=alert, tied_to=None, reason="r", weight=0.0))
    shared, own, whole, foreign = (a_kind(kind) for kind in ("b.shared", "a.own", "c.whole", "d.foreign"))
    for alert, facts in ((first, (shared, own)), (second, (shared,)), (stranger, (foreign,))):
        for fact in facts:
            await keep_fact(database, fact, subject="alert", subject_id=alert)
    await keep_fact(database, whole, subject="incident", subject_id=incident.id)
    reader = PostgresFactReader(database)
    assert await reader.of_incident(DEFAULT_TENANT, incident.id) == [own, shared, whole]
    assert await reader.of_alert(DEFAULT_TENANT, first) == [own, shared]
    assert await reader.of_alert(DEFAULT_TENANT, a_stored_alert(9).id) == []
