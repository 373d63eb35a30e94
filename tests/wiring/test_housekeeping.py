"""Partitions lie ready before their days come."""

from datetime import timedelta

from kit.alerts import NOON
from kit.clock import FrozenClock
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.housekeeping import DAYS_AHEAD, KeepHouse


async def _days(database: Database) -> set[str]:
    async with database.system() as system:
        rows = await system.raw.fetch(
            "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'alerts'::regclass",
        )
    return {row["name"] for row in rows}


async def test_the_coming_week_is_made_once(database: Database) -> None:
    """Every replica asks; the second finds it done."""
    clock = FrozenClock(NOON + timedelta(days=400))
    keep_house = KeepHouse(database, clock)
    assert await keep_house.once()
    days = await _days(database)
    last = (clock.now() + timedelta(days=DAYS_AHEAD)).date()
    assert f"alerts_{last:%Y_%m_%d}" in days
    assert await keep_house.once()
    assert await _days(database) == days


async def test_a_database_that_is_down_is_tried_again_later() -> None:
    """Housekeeping never ends the process."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    try:
        assert not await KeepHouse(database, FrozenClock()).once()
    finally:
        await database.close()
