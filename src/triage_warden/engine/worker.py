"""Works through the queue until told to stop, whatever the database does meanwhile."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.errors import FailingListenerError, RetryRequested
from pgqueuer.models import Job
from pgqueuer.qm import QueueManager

from triage_warden.engine.job_rows import JobRows
from triage_warden.engine.retry import Retry, next_try
from triage_warden.kernel.jobs import HeldJob

log = structlog.get_logger(__name__)

HEARTBEAT_TIMEOUT = timedelta(seconds=5)
"""A job whose worker has not been heard of for this long is taken over."""
POLL = timedelta(seconds=2)
"""How often an idle worker looks without being told. New jobs come by NOTIFY; of a job whose next try falls due nobody
tells, so this is also the longest that a retry comes late."""
RECONNECT_SECONDS = 0.5
AFTER_DEFECT_SECONDS = 5.0
CONNECTION_LOST = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what the driver says when a connection that died is put away
    FailingListenerError,
)


class ParkedJob(Exception):
    """A job is kept aside with its reason; carries no text of the failure itself."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """What to do with the jobs of one name, and how many at once over all processes (0: no limit)."""

    name: str
    run: Callable[[HeldJob], Awaitable[None]]
    at_once: int = 0


@dataclass(slots=True)
class Worker:
    """Runs jobs of some kinds, at most `at_once` side by side.

    `connect` opens a pool for the queue's own use and calls back when one of its connections is lost. When the
    database goes away the worker waits and connects again by itself; jobs that were running are taken over by their
    missing heartbeat.
    """

    connect: "Callable[[Callable[[], None]], Awaitable[asyncpg.Pool[Any]]]"
    kinds: Sequence[JobKind]
    at_once: int
    jitter: Callable[[], float]
    _stopping: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _manager: QueueManager | None = field(default=None, init=False)
    _running: "set[asyncio.Future[None]]" = field(default_factory=set["asyncio.Future[None]"], init=False)
    _handing_back: bool = field(default=False, init=False)
    _cut_off: bool = field(default=False, init=False)

    async def run(self) -> None:
        """Work until `stop`, finishing what is running."""
        while not self._stopping.is_set():
            wait = RECONNECT_SECONDS
            try:
                await self._work()
            except* CONNECTION_LOST as lost:
                self._tell_lost(type(lost.exceptions[0]).__name__)
            except* Exception:  # a worker loop: a defect around the queue must not end the process
                log.exception("queue_failed")
                wait = AFTER_DEFECT_SECONDS
            if not self._stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), wait)

    def stop(self) -> None:
        """Take no more jobs; `run` returns when the running ones have ended."""
        self._stopping.set()
        self._reconnect()

    def hand_back(self) -> None:
        """Stop, and put what is running back into the queue now, for others to go on where it is.

        Not counted as a failure. Whatever a job had not committed is undone.
        """
        self._handing_back = True
        self.stop()
        for running in self._running:
            running.cancel()

    def _tell_lost(self, error: str) -> None:
        """Say it once for each time: two lines a second bury what else happens while the database is away."""
        if not self._cut_off:
            log.warning("queue_connection_lost", error=error)
        self._cut_off = True

    def _reconnect(self) -> None:
        if self._manager is not None:
            self._manager.shutdown.set()

    async def _work(self) -> None:
        pool = await self.connect(self._reconnect)
        try:
            rows = JobRows(AsyncpgPoolDriver(pool))
            manager = QueueManager(rows)
            for kind in self.kinds:
                self._register(manager, rows, kind)
            self._manager = manager
            if self._stopping.is_set():
                return
            self._cut_off = False
            log.info("worker_started", kinds=[kind.name for kind in self.kinds])
            await manager.run(
                dequeue_timeout=POLL,
                batch_size=max(1, self.at_once // 2),
                max_concurrent_tasks=max(2, self.at_once),
                heartbeat_timeout=HEARTBEAT_TIMEOUT,
                shutdown_on_listener_failure=True,
                log_aggregation_interval=timedelta(0),  # nobody reads its statistics; ours are gauges
            )
        finally:
            self._manager = None
            pool.terminate()

    def _register(self, manager: QueueManager, rows: JobRows, kind: JobKind) -> None:
        async def run(job: Job) -> None:
            await self._run_one(kind, job, rows)

        manager.entrypoint(kind.name, concurrency_limit=kind.at_once, on_failure="hold")(run)

    async def _run_one(self, kind: JobKind, job: Job, rows: JobRows) -> None:
        if self._handing_back:
            raise _put_back(job, rows)
        running = asyncio.ensure_future(kind.run(_held(job)))
        self._running.add(running)
        try:
            await running
        except asyncio.CancelledError:  # not let through, whoever cancels: PgQueuer would drop the job
            log.info("job_handed_back", job=kind.name)
            raise _put_back(job, rows) from None
        except Exception as error:  # noqa: BLE001  # the edge: whatever a job fails with is its own
            raise await self._failed(kind, job, rows, error=error) from None
        finally:
            self._running.discard(running)

    async def _failed(self, kind: JobKind, job: Job, rows: JobRows, *, error: Exception) -> Exception:
        """Return what tells PgQueuer what becomes of the job."""
        decision = next_try(error, job.attempts + 1, self.jitter)
        if isinstance(decision, Retry):
            log.warning("job_failed", job=kind.name, error=type(error).__name__, retry_after=str(decision.delay))
            if not decision.counts:
                rows.will_not_count(job)
            return RetryRequested(delay=decision.delay, reason=type(error).__name__)
        log.error("job_parked", job=kind.name, job_id=job.id, reason=decision.reason, exc_info=error)
        try:
            await rows.explain(job, decision)
        except CONNECTION_LOST:
            return _put_back(job, rows)
        return ParkedJob(decision.reason)


def _put_back(job: Job, rows: JobRows) -> RetryRequested:
    rows.will_not_count(job)
    return RetryRequested(reason="handed back")


def _held(job: Job) -> HeldJob:
    return HeldJob(id=job.id, holder=job.queue_manager_id or UUID(int=0), payload=job.payload or b"")
