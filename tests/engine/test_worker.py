"""A worker does every job once, tries failed ones again, and outlives its connections."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import asyncpg
import structlog

from kit.jobs import a_job
from triage_warden.engine.pool import open_pool
from triage_warden.engine.queue import QueueJobs
from triage_warden.engine.queue_state import queue_state
from triage_warden.engine.worker import JobKind, Worker
from triage_warden.kernel.errors import Invalid, Unavailable
from triage_warden.kernel.jobs import HeldJob
from triage_warden.storage.postgres.url import parse_database_url

SOON = 60.0
"""Seconds; four retries alone, and the looks for them, take up to sixteen."""


@dataclass
class Scene:
    """A worker over a database, and what its jobs saw."""

    url: str
    fails: Callable[[bytes, int], Exception | None] = field(default=lambda _payload, _times: None)
    seen: Counter[bytes] = field(default_factory=Counter[bytes])
    done: set[bytes] = field(default_factory=set[bytes])

    def worker(self) -> Worker:
        """Return a worker whose one kind of job writes down what it saw."""
        arguments = parse_database_url(self.url).for_asyncpg()
        return Worker(
            connect=lambda on_lost: open_pool(arguments, on_lost),
            kinds=[JobKind(name="triage", run=self._run)],
            at_once=4,
            jitter=lambda: 0.0,
        )

    async def put(self, *payloads: bytes) -> None:
        """Put jobs."""
        connection = await asyncpg.connect(self.url)
        try:
            for payload in payloads:
                await QueueJobs().put(connection, [a_job(payload=payload)])
        finally:
            await connection.close()

    async def fetch(self, query: str) -> list[asyncpg.Record]:
        """Return what the database says."""
        connection = await asyncpg.connect(self.url)
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    async def parked(self) -> int:
        """Return how many jobs were parked."""
        connection = await asyncpg.connect(self.url)
        try:
            return (await queue_state(connection))["triage"].parked
        finally:
            await connection.close()

    async def _run(self, job: HeldJob) -> None:
        payload = job.payload
        self.seen[payload] += 1
        error = self.fails(payload, self.seen[payload])
        if error is not None:
            raise error
        self.done.add(payload)


async def _while_working(worker: Worker, until: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        while not await until():  # noqa: ASYNC110  # what is waited for is in the database
            await asyncio.sleep(0.02)
        worker.stop()


async def test_jobs_that_were_waiting_and_jobs_that_come_are_done_once(database_url: str) -> None:
    """News comes by NOTIFY, not by the next look."""
    scene = Scene(database_url)
    await scene.put(*[b"%d" % number for number in range(10)])
    late_put = False

    async def all_done() -> bool:
        nonlocal late_put
        if not late_put and len(scene.done) == 10:
            late_put = True
            await scene.put(b"late")
        return b"late" in scene.done

    await _while_working(scene.worker(), all_done)
    assert set(scene.seen.values()) == {1}
    assert len(scene.done) == 11


async def test_a_part_that_is_down_is_waited_for(database_url: str) -> None:
    """The job comes back until it can be done."""
    scene = Scene(database_url, fails=lambda _payload, times: Unavailable(retry_after=0) if times < 8 else None)
    await scene.put(b"x")

    async def done() -> bool:
        return b"x" in scene.done

    await _while_working(scene.worker(), done)
    assert scene.seen[b"x"] == 8
    assert await scene.fetch("SELECT 1 FROM pgqueuer WHERE attempts > 0") == []


async def test_a_job_that_keeps_failing_is_parked_and_blocks_nothing(database_url: str) -> None:
    """Others go on; the parked one is counted."""
    scene = Scene(database_url, fails=lambda payload, _times: ValueError() if payload == b"bad" else None)
    await scene.put(b"bad", b"good")

    async def parked() -> bool:
        return await scene.parked() == 1

    await _while_working(scene.worker(), parked)
    assert scene.seen[b"bad"] == 5
    assert scene.done == {b"good"}


async def test_a_parked_job_says_why_and_a_defect_says_nothing_of_its_text(database_url: str) -> None:
    """The family and one sentence are kept with the job; a trace may hold what an alert said."""
    errors = {b"ours": Invalid(detail="password=hunter22 is no case."), b"defect": ValueError("hostile text")}
    scene = Scene(database_url, fails=lambda payload, _times: errors[payload])
    await scene.put(*errors)

    async def parked() -> bool:
        return await scene.parked() == 2

    await _while_working(scene.worker(), parked)
    rows = await scene.fetch("SELECT payload, headers ->> 'family' f, headers ->> 'reason' r FROM pgqueuer")
    assert {row["payload"]: (row["f"], row["r"]) for row in rows} == {
        b"ours": ("invalid", "invalid: password=[redacted] is no case."),
        b"defect": ("defect", "A defect of ours: ValueError; the log says where."),
    }
    log = await scene.fetch("SELECT string_agg(traceback::text, '') AS text FROM pgqueuer_log")
    assert "hostile" not in log[0]["text"]


async def test_what_is_handed_back_is_run_by_another_at_once(database_url: str) -> None:
    """Long before its heartbeat would be missed; and it counts as no failure."""
    begun, hang = asyncio.Event(), asyncio.Event()

    async def hangs(job: HeldJob) -> None:
        del job
        begun.set()
        await hang.wait()

    scene = Scene(database_url)
    await scene.put(b"x")
    first = scene.worker()
    first.kinds = [JobKind(name="triage", run=hangs)]
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as group:
        group.create_task(first.run())
        await begun.wait()
        first.stop()
        await asyncio.sleep(0.1)
        assert scene.done == set()
        first.hand_back()

    async def done() -> bool:
        return b"x" in scene.done

    (row,) = await scene.fetch("SELECT status::text, attempts FROM pgqueuer")
    assert (row["status"], row["attempts"]) == ("queued", 0)
    await _while_working(scene.worker(), done)


async def test_a_limit_of_a_kind_holds_over_all_workers(database_url: str) -> None:
    """Two processes with room for eight do one at a time where one is the limit."""
    scene = Scene(database_url)
    running = most = done = 0

    async def run(job: HeldJob) -> None:
        nonlocal running, most, done
        del job
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        done += 1

    await scene.put(*[b"%d" % number for number in range(12)])
    workers = [scene.worker(), scene.worker()]
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as group:
        for worker in workers:
            worker.kinds = [JobKind(name="triage", run=run, at_once=1)]
            group.create_task(worker.run())
        while done < 12:  # noqa: ASYNC110  # two workers are waited for
            await asyncio.sleep(0.02)
        for worker in workers:
            worker.stop()
    assert most == 1


async def test_a_worker_outlives_its_connections(database_url: str) -> None:
    """After the database threw everybody out, work goes on by itself."""
    scene = Scene(database_url)
    await scene.put(b"before")
    thrown_out = False

    async def done_after() -> bool:
        nonlocal thrown_out
        if b"before" in scene.done and not thrown_out:
            thrown_out = True
            await _throw_out(database_url)
            await scene.put(b"after")
        return b"after" in scene.done

    await _while_working(scene.worker(), done_after)


async def test_a_defect_around_the_queue_is_told_and_work_goes_on(database_url: str) -> None:
    """Whatever it is: requests that have nothing to do with it are not to end with it."""
    scene = Scene(database_url)
    await scene.put(b"x")
    worker = scene.worker()
    whole = worker.connect
    defects = [ZeroDivisionError(), ExceptionGroup("both", [ConnectionResetError(), KeyError()])]

    async def breaks_first(on_lost: Callable[[], None]) -> "asyncpg.Pool[asyncpg.Record]":
        if defects:
            raise defects.pop()
        return await whole(on_lost)

    async def done() -> bool:
        return b"x" in scene.done

    worker.connect = breaks_first
    with structlog.testing.capture_logs() as told:
        await _while_working(worker, done)
    events = [each["event"] for each in told if each["log_level"] != "info"]
    assert events == ["queue_connection_lost", "queue_failed", "queue_failed"]


async def test_a_database_that_is_away_is_told_of_once(database_url: str) -> None:
    """However often it is tried meanwhile."""
    scene = Scene(database_url)
    tried = 0

    async def refuse(_on_lost: Callable[[], None]) -> "asyncpg.Pool[asyncpg.Record]":
        nonlocal tried
        tried += 1
        raise ConnectionRefusedError

    async def tried_thrice() -> bool:
        return tried >= 3

    worker = scene.worker()
    worker.connect = refuse
    with structlog.testing.capture_logs() as told:
        await _while_working(worker, tried_thrice)
    assert [each["event"] for each in told] == ["queue_connection_lost"]


async def _throw_out(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
    finally:
        await connection.close()
