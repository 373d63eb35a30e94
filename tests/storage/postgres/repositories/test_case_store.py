"""A case on the real database: runs, journal, facts, verdict."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from kit.alerts import NOON, an_alert
from kit.audit import stored_chain
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, set_version, taken_in
from kit.steps import VERDICT
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.audit.chain import read_body
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.triage.ports import Case, StepRecord
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, IncidentId, RunId, Uuid7
from triage_warden.storage.postgres.queries.assessments import PostgresAssessmentReader
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.repositories.case_store import PostgresCaseStore
from triage_warden.storage.postgres.unit import Database

RUN = RunId(UUID(int=1))
LINE = StepRecord(step="survey", input_digest="ab" * 32, result=b'["f-1"]', started_at=NOON)


class Scene:
    """One incident of two alerts, and a store."""

    def __init__(self, database: Database, clock: FrozenClock, incident: IncidentId, alerts: list[AlertId]) -> None:
        self.database = database
        self.clock = clock
        self.incident = incident
        self.alerts = alerts
        self.store = PostgresCaseStore(database, clock, Uuid7(clock))

    def case(self, version: int = 1) -> Case:
        """Return the case at a version."""
        return Case(tenant=DEFAULT_TENANT, incident=self.incident, version=version)

    async def assess(self, version: int, verdict: Verdict) -> None:
        """Run a version to its verdict."""
        async with self.store.transaction(self.case(version)) as transaction:
            await transaction.open(RunId(Uuid7(self.clock)()))
            await transaction.close_with(
                msgspec.structs.replace(VERDICT, verdict=verdict, assessed_at=self.clock.now())
            )


@pytest.fixture
async def scene(database: Database) -> Scene:
    """Return an incident of two alerts."""
    clock = FrozenClock(NOON)
    alerts = await taken_in(database, clock, [an_alert(source_id="one", raw=b"1"), an_alert(source_id="two", raw=b"2")])
    return Scene(database, clock, await an_incident_of(database, clock, alerts), alerts)


def _fact(statement: str, about: str = "body") -> Fact:
    return a_fact(
        "mail.x", statement, source="mail", observed_at=NOON, rests_on=(about,), value={"n": 1, "nul": "a\0b"}
    )


async def test_a_run_begins_once_and_is_gone_on_with(scene: Scene) -> None:
    """A second process finds the run that the first began, with all that is left to do."""
    async with scene.store.transaction(scene.case()) as transaction:
        first = await transaction.open(RUN)
    async with scene.store.transaction(scene.case()) as transaction:
        again = await transaction.open(RunId(UUID(int=2)))
    assert first is not None
    assert again is not None
    assert (first.run, again.run) == (RUN, RUN)
    assert set(first.unexamined) == set(scene.alerts)
    assert first.incident.status == "new"
    assert again.incident.status == "triaging"


async def test_payloads_come_back_byte_for_byte(scene: Scene) -> None:
    """The raw payload is what facts about mails rest on."""
    async with scene.store.transaction(scene.case()) as transaction:
        found = await transaction.payloads(scene.alerts)
    assert {alert.source_id: raw for alert, raw in found} == {"one": b"1", "two": b"2"}


async def test_examined_alerts_are_not_examined_again(scene: Scene) -> None:
    """What a payload shows does not change."""
    async with scene.store.transaction(scene.case()) as transaction:
        await transaction.open(RUN)
        await transaction.keep_examined({scene.alerts[0]: [_fact("SPF failed.")]})
    async with scene.store.transaction(scene.case()) as transaction:
        file = await transaction.open(RUN)
        facts = await transaction.facts(scene.alerts)
    assert file is not None
    assert file.unexamined == (scene.alerts[1],)
    assert [(fact.statement, fact.value) for fact in facts] == [("SPF failed.", {"n": 1, "nul": "a\ufffdb"})]


async def test_a_survey_speaks_for_its_version_only(scene: Scene) -> None:
    """What was found at version 1 and not at version 2 is kept for whoever cited it, and not weighed again."""
    async with scene.store.transaction(scene.case()) as transaction:
        await transaction.keep_surveyed({scene.alerts[0]: [_fact("Rare."), _fact("Old.")]}, [_fact("Two stages.")])
    async with scene.store.transaction(scene.case(2)) as transaction:
        await transaction.keep_surveyed({scene.alerts[0]: [_fact("Rare.")]}, [_fact("Three stages.")])
        now = await transaction.facts(scene.alerts)
    async with scene.store.transaction(scene.case(1)) as transaction:
        then = await transaction.facts(scene.alerts)
    assert {fact.statement for fact in now} == {"Rare.", "Three stages."}
    assert {fact.statement for fact in then} == {"Old.", "Two stages."}


async def test_a_journal_line_is_written_once(scene: Scene) -> None:
    """Of two processes at the same step the second changes nothing."""
    async with scene.store.transaction(scene.case()) as transaction:
        await transaction.open(RUN)
        assert await transaction.recorded("survey") is None
        await transaction.record(LINE)
        await transaction.record(msgspec.structs.replace(LINE, result=b"[]"))
    async with scene.store.transaction(scene.case()) as transaction:
        assert await transaction.recorded("survey") == LINE


async def test_what_fails_in_the_block_leaves_nothing(scene: Scene) -> None:
    """Effect and line commit together, or not at all."""

    async def fail_half_way() -> None:
        async with scene.store.transaction(scene.case()) as transaction:
            await transaction.open(RUN)
            await transaction.record(LINE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_half_way()
    async with scene.store.transaction(scene.case()) as transaction:
        assert await transaction.recorded("survey") is None


async def test_a_verdict_brings_the_incident_up_to_date(scene: Scene) -> None:
    """Verdict, status, timeline and version change together; the next job of this version has nothing to do."""
    await scene.assess(1, Verdict.MALICIOUS)
    incident = await PostgresIncidentReader(scene.database).get(DEFAULT_TENANT, scene.incident)
    assert (incident.status, incident.verdict, incident.assessed_version) == ("open", "malicious", 1)
    async with scene.store.transaction(scene.case()) as transaction:
        assert await transaction.open(RUN) is None
    kept = await PostgresAssessmentReader(scene.database).of_incident(DEFAULT_TENANT, scene.incident)
    assert [each.verdict for each in kept] == [Verdict.MALICIOUS]


async def test_a_late_verdict_of_an_earlier_version_does_not_win(scene: Scene) -> None:
    """A slow run of version 1 that ends after version 2 is kept, and changes nothing."""
    async with scene.store.transaction(scene.case()) as slow:
        await slow.open(RUN)
    await set_version(scene.database, scene.incident, 2)
    scene.clock.advance(timedelta(seconds=5))
    await scene.assess(2, Verdict.MALICIOUS)
    async with scene.store.transaction(scene.case(1)) as transaction:
        await transaction.close_with(msgspec.structs.replace(VERDICT, verdict=Verdict.BENIGN))
    incident = await PostgresIncidentReader(scene.database).get(DEFAULT_TENANT, scene.incident)
    assert (incident.verdict, incident.assessed_version) == ("malicious", 2)


async def test_an_incident_that_moved_on_is_triaged_as_it_is_now(scene: Scene) -> None:
    """A job stands for every change that came before it began."""
    await set_version(scene.database, scene.incident, 5)
    async with scene.store.transaction(scene.case(1)) as transaction:
        file = await transaction.open(RUN)
    assert file is not None
    assert file.incident.version == 5


async def test_a_closed_incident_is_not_triaged(scene: Scene) -> None:
    """Nothing is left to do."""
    async with scene.database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET status = 'closed' WHERE id = $1", scene.incident)
    async with scene.store.transaction(scene.case()) as case:
        assert await case.open(RUN) is None


async def test_a_verdict_is_on_the_record_once(scene: Scene) -> None:
    """By the analyst, with what it came to; a run that ends twice reached one verdict."""
    await scene.assess(1, Verdict.MALICIOUS)
    async with scene.store.transaction(scene.case()) as transaction:
        await transaction.close_with(VERDICT)
    (body,) = [read_body(entry.body) for entry in await stored_chain(scene.database)]
    assert (body.action, body.target.type, body.actor.name) == ("incident.assess", "incident", "rules analyst")
    assert body.after is not None
    assert (body.after["verdict"], body.after["version"]) == ("malicious", 1)
