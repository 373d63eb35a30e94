"""The leader's heartbeats are counted under its token."""

from datetime import UTC, datetime

from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.heartbeat import beat
from triage_warden.storage.postgres.unit import Database


async def test_a_beat_counts_for_the_leader_of_the_moment(database: Database) -> None:
    """Not for the one before."""
    fence = PostgresFence(database)
    for holder, beats in (("a", 2), ("b", 1)):
        leadership = await fence.take("schedules", holder, "redis")
        for _ in range(beats):
            async with database.leading(leadership) as transaction:
                assert not await beat(transaction, datetime(2026, 3, 2, tzinfo=UTC))
    async with database.system() as system:
        rows = await system.raw.fetch("SELECT holder, beats, beat_at IS NULL FROM leader_terms ORDER BY token")
    assert [tuple(row) for row in rows] == [("a", 2, False), ("b", 1, False)]
