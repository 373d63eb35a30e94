"""Decisions about jobs are on the record, in the same transaction."""

import pytest

from kit.clock import FrozenClock
from kit.jobs import a_job
from triage_warden.core.audit.model import SYSTEM
from triage_warden.engine.job_desk import NoSuchJob
from triage_warden.engine.queue import QueueJobs
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.jobs import JobState
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.queue_desk import BadCursor, DatabaseQueueDesk


async def _parked(database: Database, count: int) -> list[int]:
    async with database.system() as system:
        await QueueJobs().put(system.raw, [a_job() for _ in range(count)])
        rows = await system.raw.fetch("UPDATE pgqueuer SET status = 'failed' RETURNING id")
    return sorted(row["id"] for row in rows)


async def test_a_job_that_is_dropped_leaves_its_reason_on_the_record(database: Database) -> None:
    """What it was about, who dropped it and why."""
    (number,) = await _parked(database, 1)
    desk = DatabaseQueueDesk(database, FrozenClock())
    await desk.discard(DEFAULT_TENANT, number, reason="No longer wanted.", by=SYSTEM)
    async with database.read(DEFAULT_TENANT) as reading:
        text = await reading.raw.fetchval("SELECT string_agg(body::text, ' ') FROM audit_entries")
    assert '"job.discard"' in text
    assert "No longer wanted." in text
    with pytest.raises(NoSuchJob):
        await desk.get(DEFAULT_TENANT, number)


async def test_a_job_tried_again_is_on_the_record_too(database: Database) -> None:
    """And waits."""
    (number,) = await _parked(database, 1)
    desk = DatabaseQueueDesk(database, FrozenClock())
    assert (await desk.try_again(DEFAULT_TENANT, number, SYSTEM)).state is JobState.WAITING


async def test_pages_follow_one_another(database: Database) -> None:
    """The newest first, none twice; what is no cursor is refused in words."""
    numbers = await _parked(database, 5)
    desk, seen, cursor = DatabaseQueueDesk(database, FrozenClock()), list[int](), None
    for _ in range(3):
        page = await desk.page(DEFAULT_TENANT, JobState.PARKED, PageRequest(cursor=cursor, limit=2))
        seen += [job.id for job in page.items]
        cursor = page.next
    assert seen == sorted(numbers, reverse=True)
    assert cursor is None
    with pytest.raises(BadCursor):
        await desk.page(DEFAULT_TENANT, None, PageRequest(cursor="x"))
