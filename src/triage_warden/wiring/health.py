"""How the parts are."""

import asyncio
from dataclasses import dataclass
from typing import Final, Literal

from triage_warden.engine.queue_state import QueueState, queue_state
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.health import Components, Status
from triage_warden.web.shared.health import Database as DatabaseHealth
from triage_warden.web.shared.health import Queue as QueueHealth

DEADLINE_SECONDS: Final = 1.5
"""A database that takes longer to say that it is there is not there for a probe."""
SLOW_SECONDS: Final = 60.0
"""A job that has waited this long means that the workers do not keep up, or that there are none."""

_SCHEMA: Final[dict[SchemaState, Literal["current", "pending", "ahead"]]] = {
    SchemaState.SAME: "current",
    SchemaState.OLDER: "pending",
    SchemaState.NEWER: "ahead",
}


@dataclass(frozen=True, slots=True)
class ProcessHealth:
    """Asks the database and the queue, within a deadline (see HealthSource)."""

    database: Database

    async def check(self) -> Components:
        """Say how the parts are; one that fails is a state, never an exception."""
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                schema = await self.database.schema_state()
                jobs = await self._jobs() if schema is SchemaState.SAME else {}
        except (TriageError, TimeoutError):
            return _down()
        return Components(
            database=DatabaseHealth(status=Status.HEALTHY, schema=_SCHEMA[schema], reason=_reason(schema)),
            queue=_queue(jobs),
        )

    async def _jobs(self) -> dict[str, QueueState]:
        async with self.database.system() as system:
            return await queue_state(system.raw)


def _down() -> Components:
    reason = "The database does not answer."
    return Components(
        database=DatabaseHealth(status=Status.UNHEALTHY, reason=reason),
        queue=QueueHealth(status=Status.UNHEALTHY, reason=reason),
    )


def _reason(schema: SchemaState) -> str | None:
    match schema:
        case SchemaState.SAME:
            return None
        case SchemaState.OLDER:
            return "The schema is older than the code; run `triage-warden migrate`."
        case SchemaState.NEWER:
            return "The schema is newer than the code; run the version that migrated it."


def _queue(jobs: dict[str, QueueState]) -> QueueHealth:
    parked = sum(state.parked for state in jobs.values())
    oldest = max((state.oldest_seconds for state in jobs.values()), default=0.0)
    reasons = [
        *([f"{parked} jobs were parked after failing."] if parked else []),
        *([f"A job has waited {oldest:.0f} seconds."] if oldest > SLOW_SECONDS else []),
    ]
    return QueueHealth(
        status=Status.DEGRADED if reasons else Status.HEALTHY,
        depth={name: state.waiting for name, state in jobs.items()},
        oldest_seconds={name: round(state.oldest_seconds, 3) for name, state in jobs.items()},
        reason=" ".join(reasons) or None,
    )
