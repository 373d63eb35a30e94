"""Tests of making the days of alerts (moving what came too early: test_alert_store)."""

import asyncio
from datetime import date, timedelta

import asyncpg
import pytest

from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.unit import Database

FIRST = date(2026, 3, 1)


async def test_makes_what_is_missing_and_nothing_twice(database: Database) -> None:
    """Asked again, or for a span that overlaps, it makes only the new days."""
    assert await ensure_alert_days(database, FIRST, FIRST + timedelta(days=2)) == 3
    assert await ensure_alert_days(database, FIRST, FIRST + timedelta(days=3)) == 1
    assert await ensure_alert_days(database, FIRST, FIRST - timedelta(days=1)) == 0


async def test_processes_that_start_together_do_not_collide(database: Database) -> None:
    """Several callers at once make each day once."""
    made = await asyncio.gather(*(ensure_alert_days(database, FIRST, FIRST + timedelta(days=4)) for _ in range(5)))
    assert sum(made) == 5


async def test_a_day_is_like_the_table_it_belongs_to(database: Database) -> None:
    """Its payloads are stored as the table says, and its key and index are there."""
    await ensure_alert_days(database, FIRST, FIRST)
    async with database.system() as system:
        storage = (
            "SELECT attstorage FROM pg_attribute WHERE attrelid = 'alerts_2026_03_01'::regclass AND attname = 'raw'"
        )
        assert await system.raw.fetchval(storage) == b"e"
        indexes = "SELECT count(*) FROM pg_index WHERE indrelid = 'alerts_2026_03_01'::regclass"
        assert await system.raw.fetchval(indexes) == 2


async def test_a_year_of_days_is_the_most_at_once(database: Database) -> None:
    """A slip of the pen does not make ten thousand tables."""
    with pytest.raises(asyncpg.RaiseError):
        await ensure_alert_days(database, FIRST, FIRST + timedelta(days=9999))
