"""A replica that a migration has outgrown takes no more jobs."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from triage_warden.engine.worker import JobKind
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.jobs import HeldJob
from triage_warden.storage.postgres.errors import SchemaUnsupported
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database

if TYPE_CHECKING:
    import asyncpg

OnLost = Callable[[], None]


@dataclass(slots=True)
class Outgrown:
    """Stands between the worker and the queue.

    The first job that is refused because of the schema ends the worker's connection, and there is no other while the
    schema is not one to work on: other replicas take the jobs. To the worker it looks like a database that is away.
    """

    database: Database
    open_pool: "Callable[[OnLost], Awaitable[asyncpg.Pool[Any]]]"
    _on_lost: OnLost | None = None

    async def connect(self, on_lost: OnLost) -> "asyncpg.Pool[Any]":
        """Return the queue's connections.

        Raises:
            ConnectionRefusedError: the schema is not ours to work on, or nobody answers.
        """
        try:
            state = await self.database.schema_state()
        except Unavailable as error:
            raise ConnectionRefusedError(error.detail) from error
        if state not in {SchemaState.SAME, SchemaState.AHEAD}:
            raise ConnectionRefusedError(SchemaUnsupported().detail)
        self._on_lost = on_lost
        return await self.open_pool(on_lost)

    def watched(self, kind: JobKind) -> JobKind:
        """Return the kind of job, which ends the connection when the schema refuses it."""

        async def run(job: HeldJob) -> None:
            try:
                await kind.run(job)
            except SchemaUnsupported:
                if self._on_lost is not None:
                    self._on_lost()
                raise

        return replace(kind, run=run)
