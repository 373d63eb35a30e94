"""The metrics that are read when they are asked for, and those that follow from what is committed."""

from dataclasses import dataclass

from triage_warden.engine.queue_state import queue_state
from triage_warden.kernel.errors import TriageError
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.queries.counts import open_incidents
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.health import HealthSource, Status, statuses


@dataclass(frozen=True, slots=True)
class RefreshGauges:
    """Sets the gauges from the database and the parts' health; what cannot be read keeps its last value."""

    database: Database
    health: HealthSource
    metrics: Metrics

    async def __call__(self) -> None:
        """Read and set them all."""
        components = await self.health.check()
        for name, status in statuses(components):
            if status is not Status.DISABLED:
                self.metrics.component_healthy.labels(name).set(status is Status.HEALTHY)
        self._pool()
        try:
            async with self.database.system() as system:
                jobs = await queue_state(system.raw)
            self.metrics.incidents_open.set(await open_incidents(self.database))
        except TriageError:
            return
        for name, state in jobs.items():
            self.metrics.queue_depth.labels(name).set(state.waiting)
            self.metrics.queue_oldest.labels(name).set(state.oldest_seconds)

    def _pool(self) -> None:
        busy, idle = self.database.pool_use()
        self.metrics.db_pool_connections.labels("busy").set(busy)
        self.metrics.db_pool_connections.labels("idle").set(idle)
