"""Jobs are put into the queue in the transaction of the data that they are about."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.queries import Queries

if TYPE_CHECKING:
    import asyncpg

SCHEMA_LOCK = 0x7477_7175_6575_6501
"""Advisory lock under which one process installs or upgrades the queue's tables ("twqueue", 1)."""


class QueueJobs:
    """Puts jobs into PgQueuer's table on the caller's own connection, so that data and job commit together."""

    async def put(
        self,
        connection: "asyncpg.Connection[Any]",
        entrypoint: str,
        payload: bytes,
        *,
        dedupe_key: str | None = None,
        delay: timedelta | None = None,
        priority: int = 0,
    ) -> None:
        """Add a job; higher `priority` goes first. One with the same `dedupe_key` already waiting stands for it.

        Trap: a dedupe key also counts while its job is running, so the key must name what the job will see
        (an incident's version), or what changes meanwhile is missed.
        """
        await Queries(AsyncpgDriver(connection)).enqueue(
            entrypoint,
            payload,
            priority=priority,
            execute_after=delay,
            dedupe_key=dedupe_key,
            on_conflict="skip",
        )


async def install_queue(connection: "asyncpg.Connection[Any]") -> None:
    """Bring the queue's tables up to what this version of PgQueuer wants; safe with many processes at once."""
    await connection.execute("SELECT pg_advisory_lock($1)", SCHEMA_LOCK)
    try:
        queries = Queries(AsyncpgDriver(connection))
        if await queries.schema_is_installed():
            await queries.upgrade()
        else:
            await queries.install()
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", SCHEMA_LOCK)


async def queue_is_installed(connection: "asyncpg.Connection[Any]") -> bool:
    """Return whether the queue's tables are there."""
    return await Queries(AsyncpgDriver(connection)).schema_is_installed()
