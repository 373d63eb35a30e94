"""Partitions lie ready before their days come."""

from datetime import timedelta

from kit.alerts import NOON
from kit.clock import FrozenClock
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.housekeeping import DAYS_AHEAD, make_partitions, prepare


async def _days(database: Database) -> set[str]:
    async with database.system() as system:
        rows = await system.raw.fetch(
            "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'alerts'::regclass",
        )
    return {row["name"] for row in rows}


async def test_the_coming_week_is_made_once(database: Database) -> None:
    """Every replica asks at its start; the second finds it done, and so does the leader."""
    clock = FrozenClock(NOON + timedelta(days=400))
    await prepare(database, clock)
    days = await _days(database)
    last = (clock.now() + timedelta(days=DAYS_AHEAD)).date()
    assert f"alerts_{last:%Y_%m_%d}" in days
    await prepare(database, clock)
    leadership = await PostgresFence(database).take("schedules", "a", "redis")
    async with database.leading(leadership) as transaction:
        assert not await make_partitions(transaction, clock.now())
    assert await _days(database) == days


async def test_the_leader_makes_the_days_that_follow_its_tick(database: Database) -> None:
    """A week on, a week more."""
    tick = NOON + timedelta(days=500)
    leadership = await PostgresFence(database).take("schedules", "a", "redis")
    async with database.leading(leadership) as transaction:
        await make_partitions(transaction, tick)
    assert {f"alerts_{(tick + timedelta(days=ahead)).date():%Y_%m_%d}" for ahead in range(8)} <= await _days(database)


async def test_a_database_that_is_down_at_the_start_is_no_error() -> None:
    """The process starts and waits for it."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    try:
        await prepare(database, FrozenClock())
    finally:
        await database.close()
