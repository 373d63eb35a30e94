"""Jobs commit with the data that they are about."""

import asyncio
from datetime import timedelta
from importlib.metadata import version

import asyncpg
import pytest

from triage_warden.engine.queue import QueueJobs, install_queue, is_newer, others_committed, queue_is_installed
from triage_warden.engine.queue_state import QueueState, queue_state


async def test_a_job_is_there_when_the_transaction_commits_and_only_then(database_url: str) -> None:
    """No data without its job, no job without its data."""
    connection = await asyncpg.connect(database_url)
    try:
        transaction = connection.transaction()
        await transaction.start()
        await QueueJobs().put(connection, "group", b"x")
        await transaction.rollback()
        assert (await queue_state(connection))["group"].waiting == 0
        async with connection.transaction():
            await QueueJobs().put(connection, "group", b"x")
        assert (await queue_state(connection))["group"].waiting == 1
    finally:
        await connection.close()


@pytest.mark.parametrize(("keys", "waiting"), [((None, None), 2), (("a", "a"), 1), (("a", "b"), 2)])
async def test_a_key_stands_for_one_job(database_url: str, keys: tuple[str | None, ...], waiting: int) -> None:
    """The second of two with one key is not put; without a key each counts."""
    connection = await asyncpg.connect(database_url)
    try:
        for key in keys:
            await QueueJobs().put(connection, "triage", b"x", dedupe_key=key, delay=timedelta(hours=1), priority=3)
        assert (await queue_state(connection))["triage"] == QueueState(waiting=waiting)
    finally:
        await connection.close()


async def test_news_makes_one_job_until_it_is_begun(database_url: str) -> None:
    """One that waits serves all; one that runs may have looked already; one that failed may wait for minutes."""
    connection = await asyncpg.connect(database_url)
    try:
        for statement, waiting in (
            ("SELECT", 1),
            ("SELECT", 1),
            ("UPDATE pgqueuer SET status = 'picked'", 1),
            ("UPDATE pgqueuer SET execute_after = now() + interval '1 minute' WHERE status = 'queued'", 2),
        ):
            await connection.execute(statement)
            await QueueJobs().put_unless_waiting(connection, "group", b"one")
            await QueueJobs().put_unless_waiting(connection, "group", b"one")
            assert (await queue_state(connection))["group"].waiting == waiting
        await QueueJobs().put_unless_waiting(connection, "group", b"another")
        assert (await queue_state(connection))["group"].waiting == 3
    finally:
        await connection.close()


async def test_a_job_waits_for_those_who_left_their_data_to_it(database_url: str) -> None:
    """Whoever saw it waiting may commit after it has begun; nothing of theirs is missed."""
    intake, worker = await asyncpg.connect(database_url), await asyncpg.connect(database_url)
    try:
        transaction = intake.transaction()
        await transaction.start()
        await QueueJobs().put_unless_waiting(intake, "group", b"one")
        waits = asyncio.ensure_future(others_committed(worker, "group", b"one"))
        await asyncio.sleep(0.1)
        assert not waits.done()
        await transaction.commit()
        await asyncio.wait_for(waits, 10)
    finally:
        await intake.close()
        await worker.close()


async def test_many_processes_may_install_at_once(database_url: str) -> None:
    """One does it, the others wait; again is harmless."""

    async def install() -> bool:
        connection = await asyncpg.connect(database_url)
        try:
            await install_queue(connection)
            return await queue_is_installed(connection)
        finally:
            await connection.close()

    assert await asyncio.gather(*(install() for _ in range(4))) == [True] * 4


@pytest.mark.parametrize(
    ("made_by", "ours", "newer"),
    [(None, "1.6.0", False), ("1.6.0", "1.6.0", False), ("1.5.9", "1.6.0", False), ("1.10.0", "1.9.2", True)],
)
def test_versions_are_compared_by_their_numbers(made_by: str | None, ours: str, *, newer: bool) -> None:
    """Ten is more than nine."""
    assert is_newer(made_by, ours) is newer


async def test_tables_of_a_newer_queue_are_left_alone(database_url: str) -> None:
    """An older replica that starts in the middle of an upgrade does not put its own triggers back."""
    connection = await asyncpg.connect(database_url)
    ours = await connection.fetchval("SELECT queue_version FROM schema_compatibility")
    assert ours == version("pgqueuer")
    await connection.execute("UPDATE schema_compatibility SET queue_version = '999.0.0'")
    await connection.execute("ALTER TABLE pgqueuer ALTER COLUMN priority DROP NOT NULL")
    await install_queue(connection)
    assert await connection.fetchval(_NULLABLE) == "YES"
    await connection.execute("UPDATE schema_compatibility SET queue_version = $1", ours)
    await install_queue(connection)
    assert await connection.fetchval(_NULLABLE) == "NO"
    await connection.close()


_NULLABLE = (
    "SELECT is_nullable FROM information_schema.columns WHERE table_name = 'pgqueuer' AND column_name = 'priority'"
)
