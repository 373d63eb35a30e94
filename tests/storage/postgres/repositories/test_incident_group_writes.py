"""Tests of what grouping leaves behind, on a real server."""

from datetime import timedelta

import msgspec

from kit.alerts import NOON
from kit.clock import FrozenClock
from kit.grouping import HOUR, POLICY, host, seen, sent, user
from kit.intake import RememberedJobs
from triage_warden.core.alerts.model import AlertFilter, Batch, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.alerts.urgency import due_at
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.core.triage.again import GATHER, settle_for
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, Uuid7
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.alerts import PostgresAlertReader
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.repositories.incident_groups import PostgresGrouping
from triage_warden.storage.postgres.unit import Database

IDS = Uuid7(SystemClock())


async def arrive(database: Database, jobs: RememberedJobs, *alerts: StoredAlert) -> None:
    """Take alerts in and group them."""
    clock = FrozenClock(NOON)
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1_000, clock))
    await store.put(DEFAULT_TENANT, Batch(items=tuple(sent(alert, AlertId(IDS())) for alert in alerts)))
    await GroupAlerts(PostgresGrouping(database, jobs, clock), clock, IDS, POLICY)(DEFAULT_TENANT)


async def test_each_changed_incident_gets_a_job(database: Database) -> None:
    """The key names the incident, so that it has one job at a time; the worst goes first and is not put off."""
    jobs = RememberedJobs()
    await arrive(database, jobs, seen(1, host("a")))
    await arrive(database, jobs, seen(2, host("a"), after=HOUR, severity=Severity.CRITICAL))
    cases = [msgspec.json.decode(job.payload, type=Case) for job in jobs.jobs]
    assert [case.version for case in cases] == [1, 2]
    assert [job.key for job in jobs.jobs] == [f"triage:{case.incident}" for case in cases]
    assert [job.due_at for job in jobs.jobs] == [due_at(Severity.MEDIUM, NOON), due_at(Severity.CRITICAL, NOON)]
    assert {job.delay for job in jobs.jobs} == {GATHER}


async def test_the_more_often_an_incident_was_triaged_of_late_the_longer_it_gathers(database: Database) -> None:
    """Unless it got worse; a verdict that called it worse than its alerts do still counts for the order."""
    jobs = RememberedJobs()
    await arrive(database, jobs, seen(1, host("a")))
    case = msgspec.json.decode(jobs.jobs[0].payload, type=Case)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        for version in range(4):
            began = NOON - timedelta(minutes=1 if version else 11)
            await transaction.raw.execute(_RUN, DEFAULT_TENANT, IDS(), case.incident, version + 1, began)
        await transaction.raw.execute("UPDATE incidents SET severity = 'high'")
    await arrive(database, jobs, seen(2, host("a"), after=HOUR))
    await arrive(database, jobs, seen(3, host("a"), after=HOUR, severity=Severity.CRITICAL))
    assert [job.delay for job in jobs.jobs[1:]] == [settle_for(3), GATHER]
    assert jobs.jobs[1].due_at == due_at(Severity.HIGH, NOON)


async def test_an_incident_that_was_judged_milder_than_its_alerts_got_no_worse(database: Database) -> None:
    """Else it would be triaged anew with every alert that says what the others said."""
    jobs = RememberedJobs()
    await arrive(database, jobs, seen(1, host("a"), severity=Severity.HIGH))
    case = msgspec.json.decode(jobs.jobs[0].payload, type=Case)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        began = NOON - timedelta(minutes=1)
        await transaction.raw.execute(_RUN, DEFAULT_TENANT, IDS(), case.incident, 1, began)
        await transaction.raw.execute("UPDATE incidents SET severity = 'low'")
    await arrive(database, jobs, seen(2, host("a"), after=HOUR, severity=Severity.HIGH))
    assert (jobs.jobs[1].delay, jobs.jobs[1].due_at) == (settle_for(1), due_at(Severity.HIGH, NOON))


_RUN = """
INSERT INTO runs (tenant_id, id, incident_id, incident_version, state, started_at) VALUES ($1, $2, $3, $4, 'done', $5)
"""


async def test_the_alerts_of_an_incident_can_be_found_by_what_they_saw(database: Database) -> None:
    """By incident and by value."""
    await arrive(database, RememberedJobs(), seen(1, host("a"), user("u")), seen(2, host("a"), after=HOUR))
    reader = PostgresAlertReader(database)
    by_value = await reader.page(DEFAULT_TENANT, AlertFilter(observable="u"), PageRequest())
    assert [alert.source_id for alert in by_value.items] == ["a-1"]
    incident = by_value.items[0].incident_id
    by_incident = await reader.page(DEFAULT_TENANT, AlertFilter(incident_id=incident), PageRequest())
    assert {alert.source_id for alert in by_incident.items} == {"a-1", "a-2"}


async def test_what_is_moved_is_moved_everywhere(database: Database) -> None:
    """Links, strands and register agree after a merger; nothing is left behind."""
    jobs = RememberedJobs()
    await arrive(database, jobs, seen(1, host("a")), seen(2, user("u")))
    await arrive(database, jobs, seen(3, host("a"), user("u"), after=HOUR))
    async with database.read(DEFAULT_TENANT) as reading:
        for table, alerts in (("incident_links", 3), ("alert_fingerprints", 3), ("grouping_strands", 3)):
            rows = await reading.raw.fetch(f"SELECT incident_id FROM {table}")  # three names of ours
            assert len(rows) == alerts
            assert len({row["incident_id"] for row in rows}) == 1
        counted = await reading.raw.fetchval("SELECT sum(count) FROM grouping_strands")
    assert counted == 3


async def test_rules_are_counted_once(database: Database) -> None:
    """The history of a rule has each alert of it."""
    await arrive(database, RememberedJobs(), *(seen(n, host("a"), after=n * HOUR, rule="r") for n in range(3)))
    async with database.read(DEFAULT_TENANT) as reading:
        assert await reading.raw.fetchval("SELECT sum(alerts) FROM rule_days") == 3
