"""The gauges that are read when they are asked for; health sets those of the parts and the queue."""

from dataclasses import dataclass

from triage_warden.core.actions.model import ActionState
from triage_warden.kernel.errors import TriageError
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.queries.actions import count_actions
from triage_warden.storage.postgres.queries.counts import open_incidents
from triage_warden.storage.postgres.queries.halted import halted_anywhere
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class RefreshGauges:
    """Sets what is open and how the pool is used; what cannot be read keeps its last value."""

    database: Database
    metrics: Metrics

    async def __call__(self) -> None:
        """Read and set them."""
        busy, idle = self.database.pool_use()
        self.metrics.db_pool_connections.labels("busy").set(busy)
        self.metrics.db_pool_connections.labels("idle").set(idle)
        try:
            self.metrics.incidents_open.set(await open_incidents(self.database))
            waiting = await count_actions(self.database, ActionState.REQUESTED)
            self.metrics.actions_pending_approval.set(waiting)
            self.metrics.kill_switch_active.set(1 if await halted_anywhere(self.database) else 0)
        except TriageError:
            return
