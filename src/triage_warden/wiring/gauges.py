"""The gauges that are read when they are asked for; health sets those of the parts and the queue."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.queries.counts import count_all
from triage_warden.storage.postgres.queries.last_backup import last_backup
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.connectors import Connected

DEADLINE_SECONDS = 2.0
"""A scrape is given up after ten by default, and then every metric is missing: not only those of the database."""


@dataclass(frozen=True, slots=True)
class RefreshGauges:
    """Sets what is open and how the pool is used; what cannot be read keeps its last value."""

    database: Database
    metrics: Metrics
    clock: Clock
    connected: Connected
    backup_within: timedelta = timedelta()
    """How old the newest backup may be; nothing where other means make them."""
    deadline: float = field(default=DEADLINE_SECONDS)

    async def __call__(self) -> None:
        """Read and set them."""
        self._pool()
        self.metrics.backup_within.set(self.backup_within.total_seconds())
        for name, client in self.connected.clients.items():
            self.metrics.connector_up.labels(name).set(not client.breaker.is_open)
        try:
            async with asyncio.timeout(self.deadline):
                counts = await count_all(self.database, self.clock.now())
                backup = await last_backup(self.database)
        except (TriageError, TimeoutError):
            return
        self.metrics.incidents_open.set(counts.open_incidents)
        self.metrics.actions_unknown.set(counts.actions_unknown)
        self.metrics.api_keys_expiring.set(counts.keys_expiring)
        self.metrics.backup_last_success.set(backup.timestamp() if backup else 0)

    def _pool(self) -> None:
        # Before anything is asked of it: the scrape's own connection is not what is to be seen.
        use = self.database.pool_use()
        self.metrics.db_pool_connections.labels("busy").set(use.busy)
        self.metrics.db_pool_connections.labels("idle").set(use.idle)
        self.metrics.db_pool_limit.set(use.limit)
        self.metrics.db_pool_waiting.set(use.waiting)
