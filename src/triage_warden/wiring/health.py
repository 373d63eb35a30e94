"""How the parts are."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from triage_warden.engine.leadership.standings import SeeStandings
from triage_warden.engine.queue_state import QueueState, queue_state
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.queries.health import CheckDatabase, DatabaseHealth
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared import health as shown
from triage_warden.web.shared.health import Components, Status
from triage_warden.wiring.action_health import ActionHealth
from triage_warden.wiring.leader_health import leader_elector, redis_component

SLOW_SECONDS: Final = 60.0
"""A job that has waited this long means that the workers do not keep up, or that there are none."""

_SCHEMA: Final[dict[SchemaState, Literal["current", "pending", "ahead", "unsupported"]]] = {
    SchemaState.SAME: "current",
    SchemaState.OLDER: "pending",
    SchemaState.AHEAD: "ahead",
    SchemaState.NEWER: "unsupported",
}
_NO_DATABASE: Final = "The database does not answer."
"""What anonymous callers read; the driver's own words may name hosts and users."""


@dataclass(frozen=True, slots=True)
class ProcessHealth:
    """Asks the database, the queue and who leads (see HealthSource)."""

    database: Database
    check_database: CheckDatabase
    standings: SeeStandings
    clock: Clock
    actions: ActionHealth
    counts_alone: Callable[[], bool] = lambda: False
    """Whether this process counts requests for itself, though it is to count with the others."""

    async def check(self) -> Components:
        """Say how the parts are; one that fails is a state, never an exception."""
        found, standings = await asyncio.gather(self.check_database(), self.standings())
        return Components(
            database=_database(found),
            queue=await self._queue(found),
            redis=redis_component(standings, counts_alone=self.counts_alone()),
            kill_switch=await self.actions.kill_switch(),
            connectors=await self.actions.connectors(),
            leader_elector=leader_elector(standings, self.clock.now()),
        )

    async def _queue(self, found: DatabaseHealth) -> shown.Queue:
        if not found.ready:
            return shown.Queue(status=Status.UNHEALTHY, reason="The queue is in the database.")
        try:
            async with self.database.system() as system:
                return _queue(await queue_state(system.raw))
        except TriageError:
            return shown.Queue(status=Status.UNHEALTHY, reason=_NO_DATABASE)


def _database(found: DatabaseHealth) -> shown.Database:
    if not found.reachable or found.schema is None:
        return shown.Database(status=Status.UNHEALTHY, reason=_NO_DATABASE)
    status = Status.HEALTHY if found.ready else Status.UNHEALTHY
    return shown.Database(status=status, schema=_SCHEMA[found.schema], reason=found.reason)


def _queue(jobs: dict[str, QueueState]) -> shown.Queue:
    parked = sum(state.parked for state in jobs.values())
    oldest = max((state.oldest_seconds for state in jobs.values()), default=0.0)
    reasons = [
        *([f"{parked} jobs were parked after failing."] if parked else []),
        *([f"A job has waited {oldest:.0f} seconds."] if oldest > SLOW_SECONDS else []),
    ]
    return shown.Queue(
        status=Status.DEGRADED if reasons else Status.HEALTHY,
        depth={name: state.waiting for name, state in jobs.items()},
        oldest_seconds={name: round(state.oldest_seconds, 3) for name, state in jobs.items()},
        parked={name: state.parked for name, state in jobs.items()},
        reason=" ".join(reasons) or None,
    )
