"""A job is put back by who holds it, and counts as failed only where it was its own fault."""

from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.domain.types import QueueManagerId
from pgqueuer.models import Job
from pgqueuer.ports.repository import EntrypointExecutionParameter

from kit.jobs import a_job
from triage_warden.engine.job_rows import JobRows
from triage_warden.engine.queue import QueueJobs
from triage_warden.engine.retry import Park

MINE, THEIRS = UUID(int=1), UUID(int=2)


async def _taken(connection: "asyncpg.Connection[asyncpg.Record]", rows: JobRows) -> Job:
    await QueueJobs().put(connection, [a_job()])
    (job,) = await rows.dequeue(
        batch_size=1,
        entrypoints={"triage": EntrypointExecutionParameter(concurrency_limit=0)},  # type: ignore[dict-item]  # a NewType
        queue_manager_id=QueueManagerId(MINE),
        global_concurrency_limit=None,
        heartbeat_timeout=timedelta(seconds=5),
    )
    return job


@pytest.mark.parametrize(("fault", "attempts"), [(True, 1), (False, 0)])
async def test_only_the_jobs_own_fault_counts(database_url: str, *, fault: bool, attempts: int) -> None:
    """A database that was away for an hour does not use up the attempts of what waited for it."""
    connection = await asyncpg.connect(database_url)
    try:
        rows = JobRows(AsyncpgDriver(connection))
        job = await _taken(connection, rows)
        if not fault:
            rows.will_not_count(job)
        await rows.retry_job(job, timedelta(0), None)
        row = await connection.fetchrow("SELECT status::text, attempts, queue_manager_id FROM pgqueuer")
    finally:
        await connection.close()
    assert row is not None
    assert tuple(row) == ("queued", attempts, None)


async def test_a_job_that_another_holds_is_left_to_it(database_url: str) -> None:
    """A worker that woke up late puts nothing back, or the job would run twice at once."""
    connection = await asyncpg.connect(database_url)
    try:
        rows = JobRows(AsyncpgDriver(connection))
        job = await _taken(connection, rows)
        await connection.execute("UPDATE pgqueuer SET queue_manager_id = $1", THEIRS)
        await rows.retry_job(job, timedelta(0), None)
        status = await connection.fetchval("SELECT status::text FROM pgqueuer")
    finally:
        await connection.close()
    assert status == "picked"


async def test_why_a_job_is_parked_stands_beside_whose_it_is(database_url: str) -> None:
    """Nothing that was written down about it before is lost."""
    connection = await asyncpg.connect(database_url)
    try:
        rows = JobRows(AsyncpgDriver(connection))
        await rows.explain(await _taken(connection, rows), Park(family="invalid", reason="No case."))
        found = await connection.fetchrow(
            "SELECT headers ->> 'tenant', headers ->> 'family', headers ->> 'reason' FROM pgqueuer"
        )
    finally:
        await connection.close()
    assert found is not None
    assert tuple(found) == (str(a_job().tenant), "invalid", "No case.")
