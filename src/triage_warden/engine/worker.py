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
from pgqueuer.queries import Queries

from triage_warden.engine.retry import Retry, next_try
from triage_warden.kernel.jobs import HeldJob

log = structlog.get_logger(__name__)

HEARTBEAT_TIMEOUT = timedelta(seconds=5)
"""A job whose worker has not been heard of for this long is taken over."""
POLL = timedelta(seconds=2)
"""How often an idle worker looks without being told. New jobs come by NOTIFY; of a job whose next try falls due nobody
tells, so this is also the longest that a retry comes late."""
RECONNECT_SECONDS = 0.5
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
    _cut_off: bool = field(default=False, init=False)

    async def run(self) -> None:
        """Work until `stop`, finishing what is running."""
        while not self._stopping.is_set():
            try:
                await self._work()
            except* CONNECTION_LOST as lost:
                self._tell_lost(type(lost.exceptions[0]).__name__)
            if not self._stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), RECONNECT_SECONDS)

    def stop(self) -> None:
        """Take no more jobs; `run` returns when the running ones have ended."""
        self._stopping.set()
        self._reconnect()

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
            manager = QueueManager(Queries(AsyncpgPoolDriver(pool)))
            for kind in self.kinds:
                self._register(manager, kind)
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
            )
        finally:
            self._manager = None
            pool.terminate()

    def _register(self, manager: QueueManager, kind: JobKind) -> None:
        async def run(job: Job) -> None:
            await self._run_one(kind, job)

        manager.entrypoint(kind.name, concurrency_limit=kind.at_once, on_failure="hold")(run)

    async def _run_one(self, kind: JobKind, job: Job) -> None:
        try:
            await kind.run(_held(job))
        except Exception as error:
            decision = next_try(error, job.attempts + 1, self.jitter)
            if isinstance(decision, Retry):
                log.warning("job_failed", job=kind.name, error=type(error).__name__, retry_after=str(decision.delay))
                raise RetryRequested(delay=decision.delay, reason=type(error).__name__) from None
            log.exception("job_parked", job=kind.name, reason=decision.reason)
            raise ParkedJob(decision.reason) from None


def _held(job: Job) -> HeldJob:
    return HeldJob(id=job.id, holder=job.queue_manager_id or UUID(int=0), payload=job.payload or b"")
