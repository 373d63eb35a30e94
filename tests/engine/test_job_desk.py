"""What people do with jobs."""

from collections.abc import AsyncGenerator
from uuid import UUID

import asyncpg
import pytest

from kit.jobs import a_job
from triage_warden.engine.job_desk import AnotherJobWaits, JobNotParked, NoSuchJob, discard, job_of, jobs_of, try_again
from triage_warden.engine.queue import QueueJobs
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.kernel.jobs import JobState

OTHER = TenantId(UUID(int=9))


@pytest.fixture
async def connection(database_url: str) -> AsyncGenerator["asyncpg.Connection[asyncpg.Record]"]:
    """Return a connection to a queue with a job that waits, two parked ones, and one of another tenant."""
    connection = await asyncpg.connect(database_url)
    try:
        await QueueJobs().put(connection, [a_job(payload=b"1"), a_job(payload=b"2", key="a"), a_job(payload=b"3")])
        await QueueJobs().put(connection, [a_job(payload=b"4", tenant=OTHER)])
        await connection.execute(_PARK, '{"family": "invalid", "reason": "No case."}')
        yield connection
    finally:
        await connection.close()


_PARK = """
UPDATE pgqueuer SET status = 'failed', attempts = 4, headers = headers || $1::jsonb WHERE payload IN ('2', '3', '4')
"""


async def _number(connection: "asyncpg.Connection[asyncpg.Record]", payload: bytes) -> int:
    number: int = await connection.fetchval("SELECT id FROM pgqueuer WHERE payload = $1", payload)
    return number


async def test_a_tenant_sees_its_own_jobs_a_page_at_a_time(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    """With the reason where one is parked."""
    found = await jobs_of(connection, DEFAULT_TENANT, None, before=None, limit=10)
    assert sorted(job.about for job in found) == ["1", "2", "3"]
    assert [job.id for job in found] == sorted((job.id for job in found), reverse=True)
    rest = await jobs_of(connection, DEFAULT_TENANT, None, before=found[0].id, limit=1)
    assert [job.id for job in rest] == [found[1].id]
    parked = await jobs_of(connection, DEFAULT_TENANT, JobState.PARKED, before=None, limit=10)
    assert {(job.family, job.reason) for job in parked} == {("invalid", "No case.")}


async def test_a_job_tried_again_has_all_its_attempts(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """And no longer says that it failed."""
    job = await try_again(connection, DEFAULT_TENANT, await _number(connection, b"2"))
    assert (job.state, job.attempts, job.reason) == (JobState.WAITING, 0, None)


async def test_where_another_does_its_work_it_is_not_tried_again(
    connection: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    """An incident has one job at a time, also by hand."""
    await QueueJobs().put(connection, [a_job(payload=b"5", key="a")])
    with pytest.raises(AnotherJobWaits):
        await try_again(connection, DEFAULT_TENANT, await _number(connection, b"2"))


async def test_only_what_is_parked_is_dropped(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """What waits or runs is the workers'; what is another tenant's is not there."""
    parked = await _number(connection, b"3")
    assert (await discard(connection, DEFAULT_TENANT, parked)).about == "3"
    with pytest.raises(NoSuchJob):
        await job_of(connection, DEFAULT_TENANT, parked)
    with pytest.raises(JobNotParked):
        await discard(connection, DEFAULT_TENANT, await _number(connection, b"1"))
    with pytest.raises(NoSuchJob):
        await discard(connection, DEFAULT_TENANT, await _number(connection, b"4"))
