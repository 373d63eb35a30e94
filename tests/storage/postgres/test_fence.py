"""Tokens only grow, and the history of leaderships is kept."""

import asyncio

import asyncpg
import pytest

from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.leadership import Leadership
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.unit import Database


async def _terms(database: Database) -> list[tuple[int, str, bool]]:
    async with database.system() as system:
        rows = await system.raw.fetch("SELECT token, holder, ended_at IS NOT NULL FROM leader_terms ORDER BY token")
    return [(row[0], row[1], row[2]) for row in rows]


async def test_each_leadership_has_a_greater_token_and_ends_the_one_before(database: Database) -> None:
    """Each resource counts by itself."""
    fence = PostgresFence(database)
    first = await fence.take("work", "a", "redis")
    second = await fence.take("work", "b", "redis")
    other = await fence.take("other", "a", "redis")
    assert (first.token, second.token, other.token) == (1, 2, 1)
    assert await fence.newest() == {"work": 2, "other": 1}
    await fence.end(other)
    assert await _terms(database) == [(1, "a", True), (1, "a", True), (2, "b", False)]


async def test_many_that_take_at_once_get_different_tokens(database: Database) -> None:
    """Also for a resource that has none yet."""
    fence = PostgresFence(database)
    taken = await asyncio.gather(*(fence.take("work", str(number), "redis") for number in range(8)))
    assert sorted(each.token for each in taken) == list(range(1, 9))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leader_fences SET token = 1",
        "UPDATE leader_fences SET token = token",
        "UPDATE leader_fences SET token = token + 1, resource = 'else'",
        "DELETE FROM leader_fences",
        "TRUNCATE leader_fences",
    ],
)
async def test_the_database_itself_refuses_to_lower_or_forget_a_token(database: Database, statement: str) -> None:
    """Whoever asks."""
    fence = PostgresFence(database)
    await fence.take("work", "a", "redis")
    await fence.take("work", "a", "redis")
    with pytest.raises(asyncpg.CheckViolationError):
        async with database.system() as system:
            await system.raw.execute(statement)
    assert await fence.newest() == {"work": 2}


async def test_the_next_token_waits_for_the_leaders_open_transaction(database: Database) -> None:
    """Two leaders' transactions never overlap."""
    fence = PostgresFence(database)
    old = await fence.take("work", "a", "redis")
    async with asyncio.TaskGroup() as group, database.leading(old):
        following = group.create_task(fence.take("work", "b", "redis"))
        await asyncio.sleep(0.2)
        assert not following.done()
    assert following.result() == Leadership(resource="work", token=2, holder="b")


async def test_a_token_that_cannot_be_had_yet_is_asked_for_again_later(database: Database) -> None:
    """A paused leader's transaction does not block its successor for long."""
    fence = PostgresFence(database)
    old = await fence.take("work", "a", "redis")
    async with database.leading(old):
        with pytest.raises(Unavailable):
            await fence.take("work", "b", "redis")
    assert (await fence.take("work", "b", "redis")).token == 2
