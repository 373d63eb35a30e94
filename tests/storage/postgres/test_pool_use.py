"""How the pool is used can be seen while it is full."""

import asyncio

from triage_warden.kernel.errors import Unavailable
from triage_warden.storage.postgres.pool_use import PoolUse
from triage_warden.storage.postgres.unit import Database


async def test_who_waits_for_a_connection_is_counted_until_it_has_one(database_url: str) -> None:
    """Two hold the pool, three wait; when the two are done, nobody waits."""
    database = Database.open(database_url, max_connections=2)
    release = asyncio.Event()

    async def hold() -> None:
        async with database.system():
            await release.wait()

    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(hold())
        while database.pool_use() != PoolUse(busy=2, idle=0, waiting=3, limit=2):  # noqa: ASYNC110  # nothing tells
            await asyncio.sleep(0.01)
        release.set()
    assert database.pool_use() == PoolUse(busy=0, idle=2, waiting=0, limit=2)
    await database.close()


async def test_who_gets_none_no_longer_waits() -> None:
    """Whether refused or given up."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1", max_connections=1)
    for _ in range(3):
        try:
            async with database.system():
                raise AssertionError
        except Unavailable:
            continue
    assert database.pool_use().waiting == 0
    await database.close()
