"""A tick and its work commit together, once."""

from datetime import UTC, datetime

import asyncpg
import pytest

from triage_warden.kernel.leadership import StaleLease
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.ticks import PostgresTicks
from triage_warden.storage.postgres.unit import Database

TICK = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def test_what_was_recorded_is_seen_by_the_next_leader(database: Database) -> None:
    """Under the token of who did it."""
    ticks, fence = PostgresTicks(database), PostgresFence(database)
    old = await fence.take("work", "a", "redis")
    async with ticks.begin("report", old) as hand:
        assert hand.last is None
        await hand.record(TICK)
    new = await fence.take("work", "b", "redis")
    async with ticks.begin("report", new) as hand:
        assert hand.last == TICK
        assert abs((hand.now - datetime.now(UTC)).total_seconds()) < 60  # noqa: TID251  # the database's own time
    with pytest.raises(StaleLease):
        async with ticks.begin("report", old):
            raise AssertionError


async def test_a_tick_is_recorded_once_and_its_work_goes_with_it(database: Database) -> None:
    """A second row of one tick is refused, and so is what was done beside it."""
    ticks = PostgresTicks(database)
    leadership = await PostgresFence(database).take("work", "a", "redis")
    async with ticks.begin("report", leadership) as hand:
        await hand.record(TICK)

    async def again() -> None:
        async with ticks.begin("report", leadership) as hand:
            await hand.transaction.raw.execute("UPDATE leader_terms SET beats = 99")
            await hand.record(TICK)

    with pytest.raises(asyncpg.UniqueViolationError):
        await again()
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT beats FROM leader_terms") == 0
