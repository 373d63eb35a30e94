"""Tests of grouping on a real server."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.alerts import NOON
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.grouping import ALERTS, HOUR, POLICY, host, numbered, partition, seen, sent, user
from kit.intake import RememberedJobs
from triage_warden.core.alerts.model import Batch, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, TenantId, Uuid7
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.repositories.incident_groups import PostgresGrouping
from triage_warden.storage.postgres.unit import Database

IDS = Uuid7(SystemClock())


async def take_in(database: Database, alerts: Iterable[StoredAlert], tenant: TenantId = DEFAULT_TENANT) -> None:
    """Take the alerts in."""
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1_000_000, FrozenClock()))
    batch = Batch(items=tuple(sent(alert, AlertId(IDS())) for alert in alerts))
    if batch.items:
        await store.put(tenant, batch)


def a_grouper(database: Database, *, batch: int = 2_000, jobs: RememberedJobs | None = None) -> GroupAlerts:
    """Return the use case on this database; the time is a day after noon."""
    clock = FrozenClock(NOON + timedelta(days=1))
    store = PostgresGrouping(database, jobs or RememberedJobs(), clock)
    return GroupAlerts(store, clock, IDS, POLICY, batch=batch)


async def group_all(grouper: GroupAlerts, tenant: TenantId = DEFAULT_TENANT) -> None:
    """Group until nothing waits."""
    while await grouper(tenant):
        pass


async def grouped(database: Database, tenant: TenantId = DEFAULT_TENANT) -> set[frozenset[str]]:
    """Return which alerts, by their source's id, are in one incident."""
    async with database.read(tenant) as reading:
        rows = await reading.raw.fetch(
            "SELECT array_agg(a.source_id) AS part FROM incident_links l JOIN alerts a ON a.id = l.alert_id "
            "WHERE l.tenant_id = $1 AND a.tenant_id = $1 GROUP BY l.incident_id",
            tenant,
        )
    return {frozenset(row["part"]) for row in rows}


async def incidents(database: Database, tenant: TenantId = DEFAULT_TENANT) -> Sequence[asyncpg.Record]:
    """Return the incidents' rows, by number."""
    async with database.read(tenant) as reading:
        return await reading.raw.fetch("SELECT * FROM incidents ORDER BY number")


async def test_what_is_tied_becomes_one_incident_with_reasons(database: Database) -> None:
    """Two alerts on a host are one incident; the link says why."""
    await take_in(
        database, [seen(1, host("ws-014"), user("ana")), seen(2, host("ws-014"), after=HOUR), seen(3, after=2 * HOUR)]
    )
    await group_all(a_grouper(database))
    assert numbered(await grouped(database)) == {frozenset({1, 2}), frozenset({3})}
    first, second = await incidents(database)
    assert (first["number"], second["number"]) == ("INC-2026-000001", "INC-2026-000002")
    assert (first["alert_count"], first["status"], first["version"]) == (2, "new", 1)
    async with database.read(DEFAULT_TENANT) as reading:
        reasons = await reading.raw.fetch("SELECT reason FROM incident_links ORDER BY occurred_at, alert_id")
    assert "shares host ws-014 (seen with 1 user that day) with 'Something suspicious was seen' 1 hour earlier" in {
        row["reason"] for row in reasons
    }


async def test_alerts_that_come_later_join(database: Database) -> None:
    """A further alert raises the version and puts a job; the number stays."""
    jobs = RememberedJobs()
    grouper = a_grouper(database, jobs=jobs)
    await take_in(database, [seen(1, host("ws-1"))])
    await group_all(grouper)
    await take_in(database, [seen(2, host("ws-1"), after=HOUR, severity=Severity.HIGH)])
    await group_all(grouper)
    (row,) = await incidents(database)
    assert (row["version"], row["alert_count"], row["severity"]) == (2, 2, "high")
    assert [name for name, _ in jobs.put_jobs] == ["triage", "triage"]


async def test_two_incidents_that_turn_out_to_be_one_are_merged(database: Database) -> None:
    """The older number survives; the other is closed and says where its alerts went."""
    grouper = a_grouper(database)
    await take_in(database, [seen(1, host("ws-1")), seen(2, user("ana"))])
    await group_all(grouper)
    await take_in(database, [seen(3, host("ws-1"), user("ana"), after=HOUR)])
    await group_all(grouper)
    kept, gone = await incidents(database)
    assert numbered(await grouped(database)) == {frozenset({1, 2, 3})}
    assert (gone["status"], gone["merged_into"]) == ("closed", kept["id"])
    assert kept["alert_count"] == 3


async def test_an_incident_falls_apart_when_what_tied_it_becomes_common(database: Database) -> None:
    """An account that turns out to be on twenty hosts ties none of them."""
    grouper = a_grouper(database)
    alerts = [seen(n, host(f"ws-{n}"), user("deploy")) for n in range(1, 21)]
    for alert in alerts:
        await take_in(database, [alert])
        await group_all(grouper)
    assert numbered(await grouped(database)) == {frozenset({n}) for n in range(1, 21)}


async def test_nothing_is_taken_out_of_an_incident_that_a_person_deals_with(database: Database) -> None:
    """An assigned incident keeps what it has."""
    grouper = a_grouper(database)
    alerts = [seen(n, host(f"ws-{n}"), user("deploy")) for n in range(1, 21)]
    await take_in(database, alerts[:2])
    await group_all(grouper)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET assignee = 'analyst@example.com'")
    await take_in(database, alerts[2:])
    await group_all(grouper)
    await take_in(database, [seen(30, host("ws-2"), after=HOUR)])
    await group_all(grouper)
    assert frozenset({1, 2, 30}) in numbered(await grouped(database))


async def test_a_closed_incident_takes_nothing_in(database: Database) -> None:
    """A new incident begins, and says what it continues."""
    grouper = a_grouper(database)
    await take_in(database, [seen(1, host("ws-1"))])
    await group_all(grouper)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET status = 'closed'")
    await take_in(database, [seen(2, host("ws-1"), after=HOUR)])
    await group_all(grouper)
    assert numbered(await grouped(database)) == {frozenset({1}), frozenset({2})}
    async with database.read(DEFAULT_TENANT) as reading:
        texts = await reading.raw.fetch("SELECT text FROM incident_timeline ORDER BY position DESC")
    assert "INC-2026-000001" in texts[0]["text"]


async def test_eight_workers_make_no_two_incidents_of_one(database: Database) -> None:
    """Parallel workers on small batches end where one worker with one batch would."""
    alerts = [seen(n, host(f"h{n % 5}"), after=(n % 7) * HOUR) for n in range(60)]
    await take_in(database, alerts)
    async with asyncio.TaskGroup() as tasks:
        for _ in range(8):
            tasks.create_task(group_all(a_grouper(database, batch=3)))
    assert await grouped(database) == partition(alerts)


@given(alerts=ALERTS, random=st.randoms(use_true_random=False), batch=st.integers(1, 12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_neither_order_nor_portions_matter(
    database: Database,
    database_url: str,
    alerts: list[StoredAlert],
    random: Random,
    batch: int,
) -> None:
    """Law: however the same alerts arrive, the same incidents come out: those that the pure core makes of all."""
    tenant = TenantId(Uuid7(SystemClock())())
    await add_tenant(database_url, tenant, str(tenant))
    shuffled = random.sample(alerts, len(alerts))
    grouper = a_grouper(database)
    for start in range(0, len(shuffled), batch):
        await take_in(database, shuffled[start : start + batch], tenant)
        await group_all(grouper, tenant)
    assert await grouped(database, tenant) == partition(alerts)
