"""Facts are kept once each."""

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.core.facts.model import a_fact
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.case_facts import keep, known
from triage_warden.storage.postgres.unit import Database


async def test_a_fact_that_was_found_by_its_payload_stays_even_when_a_survey_finds_it_again(database: Database) -> None:
    """The stronger claim wins: what the payload shows is true at every version."""
    clock = FrozenClock(NOON)
    ids = await taken_in(database, clock, [an_alert()])
    incident = await an_incident_of(database, clock, ids)
    fact = a_fact("x.y", "Lone surrogate \ud800.", source="t", observed_at=NOON, rests_on=("a", "b\0"))
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await keep(transaction, {ids[0]: [fact]}, subject="alert", surveyed_version=None)
        await keep(transaction, {ids[0]: [fact]}, subject="alert", surveyed_version=3)
        found = await known(transaction, Case(tenant=DEFAULT_TENANT, incident=incident, version=9), ids)
    assert [(each.id, each.statement, each.rests_on) for each in found] == [
        (fact.id, "Lone surrogate \ufffd.", ("a", "b\ufffd")),
    ]
