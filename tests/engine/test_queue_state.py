"""What waits is counted by kind."""

import asyncpg

from kit.jobs import a_job
from triage_warden.engine.queue import QueueJobs
from triage_warden.engine.queue_state import QUEUES, QueueState, queue_state


async def test_an_empty_queue_is_a_zero_for_every_kind(database_url: str) -> None:
    """A graph shows a line at zero, not a gap."""
    connection = await asyncpg.connect(database_url)
    try:
        assert await queue_state(connection) == dict.fromkeys(QUEUES, QueueState())
    finally:
        await connection.close()


async def test_age_counts_from_when_a_job_may_run_and_parked_jobs_are_told_apart(database_url: str) -> None:
    """A job that failed for good is not waiting."""
    connection = await asyncpg.connect(database_url)
    try:
        for _ in range(3):
            await QueueJobs().put(connection, [a_job()])
        await connection.execute("UPDATE pgqueuer SET created = now() - interval '90 s', execute_after = now()")
        await connection.execute(
            "UPDATE pgqueuer SET execute_after = now() - interval '30 s' WHERE id = (SELECT min(id) FROM pgqueuer)",
        )
        await connection.execute("UPDATE pgqueuer SET status = 'failed' WHERE id = (SELECT max(id) FROM pgqueuer)")
        state = (await queue_state(connection))["triage"]
    finally:
        await connection.close()
    assert (state.waiting, state.parked) == (2, 1)
    assert 29 <= state.oldest_seconds <= 60
