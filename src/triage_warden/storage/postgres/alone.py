"""Have a thing to oneself, for as long as this process lives and no longer."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from hashlib import blake2b
from typing import Final

from triage_warden.storage.postgres.connect import Connect
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.translate import LOST, unreachable_means_unavailable

_DEAD_AFTER: Final = """
SELECT set_config('tcp_keepalives_idle', '10', false), set_config('tcp_keepalives_interval', '5', false),
       set_config('tcp_keepalives_count', '4', false)
"""
"""The server then lets go half a minute after the machine of the holder has vanished without a word; over a Unix socket
the settings do nothing, and nothing is needed."""


@asynccontextmanager
async def alone(connect: Connect, name: str) -> AsyncGenerator[bool]:
    """Yield whether nobody else has the thing of this name; it is ours until the block ends.

    A lock of the session, on a connection of its own. When this process is killed, its kernel closes the connection
    and the lock is free at once; when this process is only paused, the connection stays and so does the lock: that is
    how a paused worker is told from a dead one. The database forgets all locks when it restarts.
    """
    with unreachable_means_unavailable():
        connection = await connect()
    try:
        with unreachable_means_unavailable():
            await connection.execute(_DEAD_AFTER)
            ours = await connection.fetchval("SELECT pg_try_advisory_lock($1)", _number(name))
        yield bool(ours)
    finally:
        await _let_go(connection)


async def _let_go(connection: Driver) -> None:
    """Close politely, so that the lock is free when this returns; one that is lost is free already."""
    try:
        await connection.close(timeout=2)
    except LOST:
        connection.terminate()


def _number(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
