"""What is old goes, what an open incident rests on stays."""

from datetime import timedelta

import asyncpg
import pytest

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId
from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.retention import EXPIRIES, drop_empty_day, expire, expire_terms, tenants
from triage_warden.storage.postgres.unit import Database

LATER = NOON + timedelta(days=400)
TABLES = ("alerts", "alert_fingerprints", "sightings", "runs", "run_steps", "incidents", "incident_links")


async def _count(database: Database, table: str) -> int:
    async with database.read(DEFAULT_TENANT) as reading:
        return int(await reading.raw.fetchval(f"SELECT count(*) FROM {table}"))


async def _expire(database: Database, name: str, days: int = 365) -> int:
    expiry = next(each for each in EXPIRIES if each.name == name)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        return await expire(transaction, expiry, LATER - timedelta(days=days))


async def _an_old_incident(database: Database, status: str, *titles: str) -> IncidentId:
    clock = FrozenClock(NOON)
    await ensure_alert_days(database, NOON.date(), NOON.date())
    alerts = await taken_in(database, clock, [an_alert(title=title, source_id=title) for title in titles])
    incident = await an_incident_of(database, clock, alerts)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET status = $2 WHERE id = $1", incident, status)
        await transaction.raw.execute(
            "UPDATE alert_fingerprints SET grouped_at = $2, incident_id = $3 WHERE alert_id = ANY($1::uuid[])",
            alerts,
            NOON,
            incident,
        )
        await transaction.raw.executemany(
            "INSERT INTO sightings VALUES ($1, '0123456789abcdef', $2, $3, 'actor', 'user', 'x', $4)",
            [(DEFAULT_TENANT, NOON.date(), alert, NOON) for alert in alerts],
        )
        await transaction.raw.execute(_RUN, DEFAULT_TENANT, incident, NOON)
        await transaction.raw.execute(_STEP, DEFAULT_TENANT, NOON)
    return incident


_RUN = """
INSERT INTO runs (tenant_id, id, incident_id, incident_version, state, started_at, ended_at)
VALUES ($1, $2, $2, 1, 'done', $3, $3)
"""
_STEP = """
INSERT INTO run_steps (tenant_id, run_id, step, input_digest, started_at, ended_at)
SELECT $1, id, 'open', '', $2, $2 FROM runs WHERE NOT EXISTS (SELECT FROM run_steps WHERE run_id = runs.id)
"""


async def test_alerts_of_a_closed_incident_go_with_all_that_finds_them_and_the_incident_stays(
    database: Database,
) -> None:
    """Its links and facts are its record."""
    await _an_old_incident(database, "closed", "one", "two")
    assert await _expire(database, "alerts") == 2
    assert [await _count(database, table) for table in TABLES] == [0, 0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize("status", ["new", "triaging", "open"])
async def test_nothing_of_an_open_incident_goes(database: Database, status: str) -> None:
    """However old."""
    await _an_old_incident(database, status, "one", "two")
    assert [await _expire(database, name) for name in ("alerts", "steps", "strands")] == [0, 0, 0]
    assert [await _count(database, table) for table in TABLES] == [2, 2, 2, 1, 1, 1, 2]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alert_fingerprints SET last_seen_at = '2099-01-01'",
        "UPDATE alert_fingerprints SET grouped_at = NULL",
        "UPDATE alerts SET received_on = '2099-01-01'",
    ],
)
async def test_an_alert_that_is_repeated_or_waits_or_is_young_stays(database: Database, change: str) -> None:
    """A finding that goes on is not old."""
    await _an_old_incident(database, "closed", "one")
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(change)
    assert await _expire(database, "alerts") == 0
    assert await _count(database, "alerts") == 1


async def test_a_finding_whose_alert_went_comes_again_as_a_new_alert(database: Database) -> None:
    """Not as a repeat of what is no more."""
    await _an_old_incident(database, "closed", "one")
    await _expire(database, "alerts")
    await taken_in(database, FrozenClock(LATER), [an_alert(title="one", source_id="one")])
    assert await _count(database, "alerts") == 1


async def test_the_steps_of_runs_go_and_the_runs_stay(database: Database) -> None:
    """So that no run is done again."""
    await _an_old_incident(database, "resolved", "one")
    assert await _expire(database, "steps", days=401) == 0
    assert await _expire(database, "steps", days=90) == 1
    assert await _count(database, "run_steps") == 0
    assert await _count(database, "runs") == 1


@pytest.mark.parametrize(
    ("name", "table", "insert"),
    [
        ("quarantine", "quarantine", "VALUES ($1, gen_random_uuid(), 's', 'c', 'r', NULL, $2, 'p')"),
        ("receipts", "intake_receipts", "VALUES ($1, gen_random_uuid()::text, 'r', $2)"),
        ("rules", "rule_days", "VALUES ($1, '0123456789abcdef', '0123456789abcdef', $2::timestamptz, 's', 1)"),
        ("parties", "grouping_parties", "VALUES ($1, '0123456789abcdef', $2::timestamptz, '01234567')"),
        ("keys", "grouping_keys", "VALUES ($1, '0123456789abcdef', $2, '0123456789abcdef')"),
    ],
)
async def test_each_of_the_rest_goes_by_its_own_age(database: Database, name: str, table: str, insert: str) -> None:
    """The old row goes, the young one stays."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        for at in (NOON, LATER):
            await transaction.raw.execute(f"INSERT INTO {table} {insert}", DEFAULT_TENANT, at)
    assert await _expire(database, name) == 1
    assert await _expire(database, name) == 0
    assert await _count(database, table) == 1


async def test_a_day_of_which_nothing_is_left_is_dropped(database: Database) -> None:
    """One at a time; a day with a row stays, and so do the days that are not over."""
    await ensure_alert_days(database, NOON.date(), NOON.date() + timedelta(days=2))
    clock = FrozenClock(NOON)
    await taken_in(database, clock, [an_alert()])
    dropped: list[str | None] = []
    for _ in range(3):
        async with database.system() as system:
            dropped.append(await drop_empty_day(system, NOON + timedelta(days=2)))
    assert dropped == [f"alerts_{NOON + timedelta(days=1):%Y_%m_%d}", None, None]
    assert await _count(database, "alerts") == 1


async def test_a_day_that_is_not_over_is_never_dropped(database: Database) -> None:
    """Whoever asks."""
    with pytest.raises(asyncpg.RaiseError):
        async with database.system() as system:
            await drop_empty_day(system, NOON + timedelta(days=36_500))


async def test_ticks_and_terms_go_but_each_schedules_last_tick(database: Database) -> None:
    """It says that the tick was done."""
    fence = PostgresFence(database)
    await fence.take("work", "a", "redis")
    await fence.take("work", "b", "redis")
    async with database.system() as system:
        await system.raw.execute(
            "INSERT INTO schedule_ticks (schedule, tick, resource, token, fired_at) "
            "SELECT name, tick, 'work', 1, tick FROM unnest(ARRAY['x', 'y']) AS name, "
            "generate_series($1::timestamptz, $1::timestamptz + interval '3 days', '1 day') AS tick",
            NOON,
        )
        soon = NOON + timedelta(days=10)
        assert await expire_terms(system, soon) == 6
        assert await expire_terms(system, soon) == 0
        assert await system.raw.fetchval("SELECT count(*) FROM schedule_ticks") == 2
        await system.raw.execute("UPDATE leader_terms SET ended_at = $1 WHERE token = 1", NOON)
        assert await expire_terms(system, soon) == 1
        assert await tenants(system) == [DEFAULT_TENANT]
