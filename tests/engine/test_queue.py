"""Jobs commit with the data that they are about."""

import asyncio
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from uuid import UUID

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.jobs import DUE, a_held_job, a_job
from triage_warden.engine.queue import (
    QueueJobs,
    install_queue,
    is_newer,
    others_committed,
    priority_of,
    queue_is_installed,
)
from triage_warden.engine.queue_state import QueueState, queue_state


async def test_a_job_is_there_when_the_transaction_commits_and_only_then(database_url: str) -> None:
    """No data without its job, no job without its data."""
    connection = await asyncpg.connect(database_url)
    try:
        transaction = connection.transaction()
        await transaction.start()
        await QueueJobs().put(connection, [a_job("group")])
        await transaction.rollback()
        assert (await queue_state(connection))["group"].waiting == 0
        async with connection.transaction():
            await QueueJobs().put(connection, [a_job("group")])
        assert (await queue_state(connection))["group"].waiting == 1
    finally:
        await connection.close()


@pytest.mark.parametrize(("keys", "waiting"), [((None, None), 2), (("a", "a"), 1), (("a", "b"), 2)])
async def test_a_key_stands_for_one_job(database_url: str, keys: tuple[str | None, ...], waiting: int) -> None:
    """The second of two with one key is not put; without a key each counts."""
    connection = await asyncpg.connect(database_url)
    try:
        for key in keys:
            await QueueJobs().put(connection, [a_job(key=key, delay=timedelta(hours=1))])
        assert (await queue_state(connection))["triage"] == QueueState(waiting=waiting)
    finally:
        await connection.close()


async def test_many_jobs_are_put_at_once_and_found_by_urgency(database_url: str) -> None:
    """What is due first has the highest number; a job keeps its number however long it waits."""
    connection = await asyncpg.connect(database_url)
    try:
        jobs = [a_job(payload=b"%d" % hours, due_at=DUE - timedelta(hours=hours)) for hours in (1, 3, 2)]
        await QueueJobs().put(connection, jobs)
        rows = await connection.fetch("SELECT payload, headers FROM pgqueuer ORDER BY priority DESC")
    finally:
        await connection.close()
    assert [row["payload"] for row in rows] == [b"3", b"2", b"1"]
    assert str(jobs[0].tenant) in rows[0]["headers"]


@given(st.datetimes(), st.datetimes())
def test_an_earlier_moment_is_never_less_urgent(one: datetime, other: datetime) -> None:
    """Whatever a sender's clock says, the number fits the column and keeps the order."""
    first, second = sorted((one.replace(tzinfo=UTC), other.replace(tzinfo=UTC)))
    assert -(2**31) < priority_of(second) <= priority_of(first) < 2**31


async def test_a_waiting_job_becomes_as_urgent_as_the_one_that_is_not_put(database_url: str) -> None:
    """Its wait is cut short as well; one that is less urgent changes nothing; nor is one hurried that failed."""
    connection = await asyncpg.connect(database_url)
    queue = QueueJobs()
    try:
        await queue.put(connection, [a_job(key="a", delay=timedelta(minutes=1))])
        await queue.put(connection, [a_job(key="a", due_at=DUE + timedelta(hours=1))])
        assert await connection.fetchval(_STATE_OF_A) == (priority_of(DUE), True)
        await queue.put(connection, [a_job(key="a", due_at=DUE - timedelta(hours=1))])
        assert await connection.fetchval(_STATE_OF_A) == (priority_of(DUE - timedelta(hours=1)), False)
        await connection.execute("UPDATE pgqueuer SET attempts = 1, execute_after = now() + interval '1 minute'")
        await queue.put(connection, [a_job(key="a", due_at=DUE - timedelta(hours=2))])
        assert await connection.fetchval(_STATE_OF_A) == (priority_of(DUE - timedelta(hours=2)), True)
    finally:
        await connection.close()


_STATE_OF_A = "SELECT (priority, execute_after > now() + interval '30 seconds') FROM pgqueuer"


async def test_news_makes_the_waiting_job_more_urgent(database_url: str) -> None:
    """A critical alert does not wait behind the place that a low one took."""
    connection = await asyncpg.connect(database_url)
    try:
        for hours in (0, 2, 1):
            await QueueJobs().put_unless_waiting(connection, a_job("group", due_at=DUE - timedelta(hours=hours)))
        rows = await connection.fetch("SELECT priority FROM pgqueuer")
    finally:
        await connection.close()
    assert [row["priority"] for row in rows] == [priority_of(DUE - timedelta(hours=2))]


async def test_a_key_is_let_go_by_its_holder_only(database_url: str) -> None:
    """Who lost the job to another worker ends nothing; afterwards the next job can be put."""
    connection = await asyncpg.connect(database_url)
    mine, theirs = UUID(int=1), UUID(int=2)
    queue = QueueJobs()
    try:
        await queue.put(connection, [a_job(key="a")])
        number = await connection.fetchval(
            "UPDATE pgqueuer SET status = 'picked', queue_manager_id = $1 RETURNING id", mine
        )
        assert not await queue.let_go(connection, a_held_job(b"x", number=number, holder=theirs))
        await queue.put(connection, [a_job(key="a")])
        assert await connection.fetchval("SELECT count(*) FROM pgqueuer") == 1
        assert await queue.let_go(connection, a_held_job(b"x", number=number, holder=mine))
        await queue.put(connection, [a_job(key="a")])
        assert await connection.fetchval("SELECT count(*) FROM pgqueuer") == 2
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
            await QueueJobs().put_unless_waiting(connection, a_job("group", b"one"))
            await QueueJobs().put_unless_waiting(connection, a_job("group", b"one"))
            assert (await queue_state(connection))["group"].waiting == waiting
        await QueueJobs().put_unless_waiting(connection, a_job("group", b"another"))
        assert (await queue_state(connection))["group"].waiting == 3
    finally:
        await connection.close()


async def test_a_job_waits_for_those_who_left_their_data_to_it(database_url: str) -> None:
    """Whoever saw it waiting may commit after it has begun; nothing of theirs is missed."""
    intake, worker = await asyncpg.connect(database_url), await asyncpg.connect(database_url)
    try:
        transaction = intake.transaction()
        await transaction.start()
        await QueueJobs().put_unless_waiting(intake, a_job("group", b"one"))
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
