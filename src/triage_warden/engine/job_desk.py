"""What people do with jobs: look at them, have parked ones tried again, drop them."""

from typing import TYPE_CHECKING, Final

import asyncpg
import msgspec

from triage_warden.kernel.errors import Conflict, NotFound
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.jobs import JobState, QueuedJob

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]


class NoSuchJob(NotFound):
    """There is no such job; it may be done."""


class JobNotParked(Conflict):
    """The job is not parked: it waits or runs by itself."""


class AnotherJobWaits(Conflict):
    """Another job for the same thing waits already and does this one's work; discard this one."""


_STATES: Final = {JobState.WAITING: "queued", JobState.RUNNING: "picked", JobState.PARKED: "failed"}
_BY_STATUS: Final = {status: state for state, status in _STATES.items()}


async def jobs_of(
    connection: "Connection", tenant: TenantId, state: JobState | None, *, before: int | None, limit: int
) -> list[QueuedJob]:
    """Return a tenant's jobs, the newest first, of those put before job number `before`."""
    statuses = [_STATES[state]] if state else list(_STATES.values())
    return [_job(row) for row in await connection.fetch(_LIST, str(tenant), statuses, before, limit)]


async def job_of(connection: "Connection", tenant: TenantId, number: int) -> QueuedJob:
    """Return one job; raise NoSuchJob."""
    row = await connection.fetchrow(_ONE, str(tenant), number)
    if row is None:
        raise NoSuchJob
    return _job(row)


async def try_again(connection: "Connection", tenant: TenantId, number: int) -> QueuedJob:
    """Put a parked job back, with all its attempts; raise NoSuchJob, JobNotParked, AnotherJobWaits."""
    parked = await _parked(connection, tenant, number)
    try:
        row = await connection.fetchrow(_TRY_AGAIN, parked.id)
    except asyncpg.UniqueViolationError:
        raise AnotherJobWaits from None
    if row is None:
        raise JobNotParked
    return _job(row)


async def discard(connection: "Connection", tenant: TenantId, number: int) -> QueuedJob:
    """Drop a parked job and return what it was; raise NoSuchJob, JobNotParked."""
    parked = await _parked(connection, tenant, number)
    if await connection.fetchval(_DISCARD, parked.id) is None:
        raise JobNotParked
    return parked


async def _parked(connection: "Connection", tenant: TenantId, number: int) -> QueuedJob:
    found = await job_of(connection, tenant, number)
    if found.state is not JobState.PARKED:
        raise JobNotParked
    return found


def _job(row: "asyncpg.Record") -> QueuedJob:
    notes: dict[str, str] = msgspec.json.decode(row["headers"] or "{}")
    state = _BY_STATUS[row["status"]]
    parked = state is JobState.PARKED
    return QueuedJob(
        id=row["id"],
        kind=row["entrypoint"],
        state=state,
        about=(row["payload"] or b"").decode("utf-8", "backslashreplace"),
        created_at=row["created"],
        run_after=row["execute_after"],
        attempts=row["attempts"],
        family=notes.get("family") if parked else None,
        reason=notes.get("reason") if parked else None,
    )


_COLUMNS = "id, entrypoint, status::text, payload, headers::text, created, execute_after, attempts"
_LIST = f"""
SELECT {_COLUMNS} FROM pgqueuer
WHERE headers ->> 'tenant' = $1 AND status::text = ANY($2::text[]) AND ($3::bigint IS NULL OR id < $3)
ORDER BY id DESC LIMIT $4
"""  # noqa: S608  # put together from constants
_ONE = f"SELECT {_COLUMNS} FROM pgqueuer WHERE headers ->> 'tenant' = $1 AND id = $2"  # noqa: S608  # as above
_TRY_AGAIN = f"""
UPDATE pgqueuer
SET status = 'queued', execute_after = now(), updated = now(), attempts = 0, queue_manager_id = NULL, slot = NULL
WHERE id = $1 AND status = 'failed' RETURNING {_COLUMNS}
"""  # noqa: S608  # as above
_DISCARD = "DELETE FROM pgqueuer WHERE id = $1 AND status = 'failed' RETURNING id"
