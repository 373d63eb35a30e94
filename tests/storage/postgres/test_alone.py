"""A thing is one process's, for as long as it lives."""

import asyncio

from triage_warden.storage.postgres.alone import alone
from triage_warden.storage.postgres.unit import Database


async def test_one_has_it_and_others_do_not(database: Database) -> None:
    """Until the block ends; other things are free."""
    connect = database.connect
    async with alone(connect, "a") as first, alone(connect, "a") as second, alone(connect, "b") as third:
        assert (first, second, third) == (True, False, True)
    async with alone(database.connect, "a") as again:
        assert again


async def test_it_is_free_when_the_holders_connection_is_gone(database: Database) -> None:
    """What the kernel does when a process is killed."""
    async with alone(database.connect, "a") as first:
        assert first
        async with database.system() as system:
            await system.raw.execute(_END_THE_HOLDER)
        for _ in range(100):
            async with alone(database.connect, "a") as second:
                if second:
                    return
            await asyncio.sleep(0.02)
    raise AssertionError


_END_THE_HOLDER = """
SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
"""
