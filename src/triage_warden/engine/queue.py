"""Jobs are put into the queue in the transaction of the data that they are about."""

import re
from datetime import timedelta
from importlib.metadata import version
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

    async def put_unless_waiting(self, connection: "asyncpg.Connection[Any]", entrypoint: str, payload: bytes) -> None:
        """Add a job, unless one with this payload waits that nobody has begun: that one will see our data, too.

        Call it last before the commit. A job that is already running does not count, as it may have looked; and the
        one that waits may begin while we commit, therefore it calls `others_committed` before it looks. A thousand
        requests in a second so make a few jobs, not a thousand that find nothing to do.
        """
        await connection.execute(_LEAVE_TO_IT, entrypoint, payload)
        if not await connection.fetchval(_WAITS, entrypoint, payload):
            await self.put(connection, entrypoint, payload)


async def others_committed(connection: "asyncpg.Connection[Any]", entrypoint: str, payload: bytes) -> None:
    """Wait until every transaction has ended that may have left its data to this job, which now runs.

    What begins after the job was taken sees it as running and puts another.
    """
    await connection.execute(_IS_ALONE, entrypoint, payload)


_LOCK = "hashtextextended('job ' || $1::text || ' ' || encode($2::bytea, 'hex'), 0)"
_LEAVE_TO_IT = f"SELECT pg_advisory_xact_lock_shared({_LOCK})"
"""By itself: a statement that waits for a lock still sees the data of the moment at which it began to wait."""
_IS_ALONE = f"SELECT pg_advisory_xact_lock({_LOCK})"
_WAITS = """
SELECT EXISTS (SELECT FROM pgqueuer WHERE entrypoint = $1 AND payload = $2 AND status = 'queued'
                                      AND execute_after <= clock_timestamp())
"""
"""One that failed and waits to be tried again counts for nothing: it may wait for minutes."""


async def install_queue(connection: "asyncpg.Connection[Any]") -> None:
    """Bring the queue's tables up to what this version of PgQueuer wants; safe with many processes at once.

    Tables that a newer version made are left alone: an older one would put its own triggers back.
    """
    await connection.execute("SELECT pg_advisory_lock($1)", SCHEMA_LOCK)
    try:
        queries = Queries(AsyncpgDriver(connection))
        if not await queries.schema_is_installed():
            await queries.install()
        elif not is_newer(await connection.fetchval(_MADE_BY), version("pgqueuer")):
            await queries.upgrade()
        else:
            return
        await connection.execute(_WE_MADE_IT, version("pgqueuer"))
    finally:
        await connection.execute("SELECT pg_advisory_unlock($1)", SCHEMA_LOCK)


def is_newer(made_by: str | None, ours: str) -> bool:
    """Return whether the version that made the tables is newer than ours; None is from before it was written down."""
    return made_by is not None and _numbers(made_by) > _numbers(ours)


def _numbers(version_text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version_text)[:3])


_MADE_BY = "SELECT queue_version FROM schema_compatibility"
_WE_MADE_IT = "UPDATE schema_compatibility SET queue_version = $1 WHERE queue_version IS DISTINCT FROM $1"


async def queue_is_installed(connection: "asyncpg.Connection[Any]") -> bool:
    """Return whether the queue's tables are there."""
    return await Queries(AsyncpgDriver(connection)).schema_is_installed()
