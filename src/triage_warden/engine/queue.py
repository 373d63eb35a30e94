"""Jobs are put into the queue in the transaction of the data that they are about."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.queries import Queries

from triage_warden.core.triage.again import GATHER
from triage_warden.kernel.jobs import HeldJob, NewJob

if TYPE_CHECKING:
    import asyncpg

SCHEMA_LOCK = 0x7477_7175_6575_6501
"""Advisory lock under which one process installs or upgrades the queue's tables ("twqueue", 1)."""

_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
_MOST: Final = 2**31 - 1


def priority_of(due_at: datetime) -> int:
    """Return the number by which PgQueuer orders jobs, the highest first: what is due earlier is higher.

    Ageing needs no sweep: a job keeps its number, and those that come later get lower ones. A second is a step; the
    four bytes of it last until 2094.
    """
    return max(-_MOST, min(_MOST, int((_EPOCH - due_at).total_seconds())))


class QueueJobs:
    """Puts jobs into PgQueuer's table on the caller's own connection, so that data and job commit together."""

    async def put(self, connection: "asyncpg.Connection[Any]", jobs: Sequence[NewJob]) -> None:
        """Add jobs in one statement. One with the same key already waiting stands for it, and becomes as urgent.

        Trap: a key also counts while its job is running. What changes meanwhile has to be seen by the job itself
        before it ends, under a lock that whoever changes it takes, too; then it lets the key go (see `let_go`).
        """
        if not jobs:
            return
        jobs = sorted(jobs, key=lambda job: job.key or "")  # locks are taken in one order by all
        priorities = [priority_of(job.due_at) for job in jobs]
        await Queries(AsyncpgDriver(connection)).enqueue(
            [job.kind for job in jobs],
            [job.payload for job in jobs],
            priority=priorities,
            execute_after=[job.delay for job in jobs],
            dedupe_key=[job.key for job in jobs],
            headers=[{"tenant": str(job.tenant)} for job in jobs],
            on_conflict="skip",
        )
        keyed = [(job.key, priority) for job, priority in zip(jobs, priorities, strict=True) if job.key is not None]
        if keyed:
            await connection.execute(_RAISE, *map(list, zip(*keyed, strict=True)), GATHER)

    async def put_unless_waiting(self, connection: "asyncpg.Connection[Any]", job: NewJob) -> None:
        """Add a job, unless one with this payload waits that nobody has begun: that one will see our data, too.

        Call it last before the commit. A job that is already running does not count, as it may have looked; and the
        one that waits may begin while we commit, therefore it calls `others_committed` before it looks. A thousand
        requests in a second so make a few jobs, not a thousand that find nothing to do. The one that waits becomes
        as urgent as ours.
        """
        await connection.execute(_LEAVE_TO_IT, job.kind, job.payload)
        waiting = await connection.fetchrow(_WAITS, job.kind, job.payload, job.delay)
        if waiting is None:
            await self.put(connection, [job])
        elif waiting["priority"] < (priority := priority_of(job.due_at)):
            await connection.execute(_RAISE_ONE, waiting["id"], priority)

    async def let_go(self, connection: "asyncpg.Connection[Any]", job: HeldJob) -> bool:
        """Free the key of a job that is about to end; False where it was taken over by another worker meanwhile."""
        return await connection.fetchval(_LET_GO, job.id, job.holder) is not None


async def others_committed(connection: "asyncpg.Connection[Any]", kind: str, payload: bytes) -> None:
    """Wait until every transaction has ended that may have left its data to this job, which now runs.

    What begins after the job was taken sees it as running and puts another.
    """
    await connection.execute(_IS_ALONE, kind, payload)


_LOCK = "hashtextextended('job ' || $1::text || ' ' || encode($2::bytea, 'hex'), 0)"
_LEAVE_TO_IT = f"SELECT pg_advisory_xact_lock_shared({_LOCK})"
"""By itself: a statement that waits for a lock still sees the data of the moment at which it began to wait."""
_IS_ALONE = f"SELECT pg_advisory_xact_lock({_LOCK})"
_WAITS = """
SELECT id, priority FROM pgqueuer
WHERE entrypoint = $1 AND payload = $2 AND status = 'queued' AND execute_after <= clock_timestamp() + $3::interval
LIMIT 1
"""
"""One that runs later than ours counts for nothing: it failed, and may wait for minutes to be tried again."""
_RAISE_ONE = "UPDATE pgqueuer SET priority = $2 WHERE id = $1 AND status = 'queued' AND priority < $2"
_RAISE = """
UPDATE pgqueuer job
SET priority = new.priority,
    execute_after = CASE WHEN attempts = 0 THEN LEAST(execute_after, now() + $3::interval) ELSE execute_after END
FROM unnest($1::text[], $2::int[]) AS new (key, priority)
WHERE job.dedupe_key = new.key AND job.status = 'queued' AND job.priority < new.priority
"""
"""What got more urgent while it waits is no longer put off either, unless it failed and waits for that."""
_LET_GO = """
UPDATE pgqueuer SET dedupe_key = NULL WHERE id = $1 AND queue_manager_id = $2 AND status = 'picked' RETURNING id
"""


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
