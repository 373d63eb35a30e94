"""Tests of what persons decide, on a real server."""

from datetime import timedelta

import pytest

from kit.alerts import NOON
from kit.audit import ANALYST, stored_chain
from kit.clock import FrozenClock
from kit.grouping import HOUR, POLICY, host, seen, sent
from kit.intake import RememberedJobs
from triage_warden.core.alerts.model import Batch, StoredAlert
from triage_warden.core.audit.chain import read_body
from triage_warden.core.incidents.assign import Assign
from triage_warden.core.incidents.close import Close
from triage_warden.core.incidents.errors import NoSuchIncident, NotFromThisStatus
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.core.incidents.model import Disposition, Incident
from triage_warden.core.incidents.reopen import Reopen
from triage_warden.core.incidents.resolve import Resolve
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, Uuid7
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.repositories.incident_changes import PostgresIncidentChanges
from triage_warden.storage.postgres.repositories.incident_groups import PostgresGrouping
from triage_warden.storage.postgres.unit import Database

IDS = Uuid7(SystemClock())
FIRST = "INC-2026-000001"


class Desk:
    """A database, a clock, and everything a person can do."""

    def __init__(self, database: Database) -> None:
        self.clock = FrozenClock(NOON)
        self.jobs = RememberedJobs()
        self._database = database
        changes = PostgresIncidentChanges(database)
        self.resolve = Resolve(changes, self.clock)
        self.close = Close(changes, self.clock)
        self.reopen = Reopen(changes, self.clock)
        self.assign = Assign(changes, self.clock)

    async def arrive(self, *alerts: StoredAlert) -> None:
        """Take alerts in and group them."""
        store = PostgresAlertStore(self._database, RememberedJobs(), BacklogGate(1_000, self.clock))
        await store.put(DEFAULT_TENANT, Batch(items=tuple(sent(alert, AlertId(IDS())) for alert in alerts)))
        grouping = PostgresGrouping(self._database, self.jobs, self.clock)
        await GroupAlerts(grouping, self.clock, IDS, POLICY)(DEFAULT_TENANT)

    async def resolved(self, disposition: Disposition) -> Incident:
        """Resolve the first incident."""
        return await self.resolve(DEFAULT_TENANT, FIRST, disposition=disposition, reason="Looked into.", by=ANALYST)

    async def incident(self, number: str = FIRST) -> Incident:
        """Return an incident as it is stored."""
        return await PostgresIncidentReader(self._database).get(DEFAULT_TENANT, number)


async def test_a_resolution_is_kept_with_its_reason(database: Database) -> None:
    """Status, disposition and reason are there afterwards."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1")))
    assert await desk.resolved(Disposition.TRUE_POSITIVE) == await desk.incident()
    stored = await desk.incident()
    assert (stored.status, stored.disposition, stored.resolution_reason) == (
        "resolved",
        "true_positive",
        "Looked into.",
    )


async def test_a_new_alert_opens_a_resolved_incident_again(database: Database) -> None:
    """Within the time for it, and counted."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1")))
    await desk.resolved(Disposition.TRUE_POSITIVE)
    await desk.arrive(seen(2, host("ws-1"), after=HOUR))
    stored = await desk.incident()
    assert (stored.status, stored.reopened, stored.alert_count, stored.disposition) == ("open", 1, 2, None)


async def test_what_was_judged_harmless_stays_so_when_it_repeats(database: Database) -> None:
    """The same rule again is linked and opens nothing; nothing is to be triaged."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1"), rule="noise"))
    await desk.resolved(Disposition.FALSE_POSITIVE)
    jobs = len(desk.jobs.put_jobs)
    await desk.arrive(seen(2, host("ws-1"), after=HOUR, rule="noise"))
    stored = await desk.incident()
    assert (stored.status, stored.reopened, stored.alert_count, stored.version) == ("resolved", 0, 2, 1)
    assert len(desk.jobs.put_jobs) == jobs
    await desk.arrive(seen(3, host("ws-1"), after=HOUR, rule="something else"))
    assert (await desk.incident()).status == "open"


async def test_long_after_its_resolution_an_incident_is_over(database: Database) -> None:
    """A new incident begins, and its timeline names the old one."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1")))
    await desk.resolved(Disposition.TRUE_POSITIVE)
    desk.clock.advance(timedelta(days=8))
    await desk.arrive(seen(2, host("ws-1"), after=HOUR))
    assert (await desk.incident()).status == "resolved"
    assert (await desk.incident("INC-2026-000002")).alert_count == 1


async def test_closed_is_for_good(database: Database) -> None:
    """Nothing can be done to a closed incident."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1")))
    await desk.close(DEFAULT_TENANT, FIRST, reason="Duplicate.", by=ANALYST)
    with pytest.raises(NotFromThisStatus):
        await desk.resolved(Disposition.TRUE_POSITIVE)
    with pytest.raises(NotFromThisStatus):
        await desk.reopen(DEFAULT_TENANT, FIRST, reason="Was wrong.", by=ANALYST)


async def test_assignment_is_kept_and_told(database: Database) -> None:
    """The assignee is there afterwards; the timeline says who assigned it."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1")))
    await desk.assign(DEFAULT_TENANT, FIRST, assignee=" ana@example.com ", by=ANALYST)
    assert (await desk.incident()).assignee == "ana@example.com"
    async with database.read(DEFAULT_TENANT) as reading:
        row = await reading.raw.fetchrow("SELECT kind, actor FROM incident_timeline ORDER BY position DESC LIMIT 1")
    assert row is not None
    assert tuple(row) == ("assigned", ANALYST.name)


async def test_an_unknown_number_is_not_found(database: Database) -> None:
    """What does not exist cannot be closed."""
    with pytest.raises(NoSuchIncident):
        await Desk(database).close(DEFAULT_TENANT, "INC-2026-999999", reason="None.", by=ANALYST)


async def test_each_decision_is_on_the_record_with_its_change(database: Database) -> None:
    """Who, by which request, from where, why, before and after; what was refused is not."""
    desk = Desk(database)
    await desk.arrive(seen(1, host("ws-1")))
    await desk.assign(DEFAULT_TENANT, FIRST, assignee="ana@example.com", by=ANALYST)
    await desk.resolved(Disposition.FALSE_POSITIVE)
    await desk.reopen(DEFAULT_TENANT, FIRST, reason="It was none.", by=ANALYST)
    await desk.close(DEFAULT_TENANT, FIRST, reason="Done.", by=ANALYST)
    with pytest.raises(NotFromThisStatus):
        await desk.resolved(Disposition.TRUE_POSITIVE)
    bodies = [read_body(entry.body) for entry in await stored_chain(database)]
    assert [(body.action, body.target.id, body.reason) for body in bodies] == [
        ("incident.assign", FIRST, None),
        ("incident.resolve", FIRST, "Looked into."),
        ("incident.reopen", FIRST, "It was none."),
        ("incident.close", FIRST, "Done."),
    ]
    assert (bodies[0].before, bodies[0].after) == ({"assignee": None}, {"assignee": "ana@example.com"})
    assert bodies[2].before == {
        "status": "resolved",
        "disposition": "false_positive",
        "resolution_reason": "Looked into.",
        "reopened": 0,
    }
    assert {(body.actor, body.request_id, body.address) for body in bodies} == {
        (ANALYST.actor, ANALYST.request_id, ANALYST.address)
    }
