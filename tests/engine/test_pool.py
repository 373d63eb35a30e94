"""The queue has a few connections of its own."""

import asyncio

from triage_warden.engine.pool import CONNECTIONS, open_pool
from triage_warden.storage.postgres.url import parse_database_url


async def test_whoever_loses_a_connection_is_told(database_url: str) -> None:
    """Silence is not taken for peace."""
    lost = asyncio.Event()
    pool = await open_pool(parse_database_url(database_url).for_asyncpg(), lost.set)
    try:
        async with pool.acquire() as doomed, pool.acquire() as other:
            await other.execute("SELECT pg_terminate_backend($1)", doomed.get_server_pid())
            await asyncio.wait_for(lost.wait(), 5)
    finally:
        pool.terminate()


async def test_it_connects_by_the_same_url_under_its_own_name(database_url: str) -> None:
    """One can tell the queue's connections from the others in pg_stat_activity."""
    pool = await open_pool(parse_database_url(database_url).for_asyncpg(), lambda: None)
    try:
        assert await pool.fetchval("SHOW application_name") == "triage-warden-queue"
        assert pool.get_max_size() == CONNECTIONS
    finally:
        await pool.close()
