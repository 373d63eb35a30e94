"""Whether the database answers, how fast, and whether its schema is the code's."""

import asyncio
from dataclasses import dataclass, replace

import msgspec

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database


class DatabaseHealth(msgspec.Struct, frozen=True, kw_only=True):
    """The database as seen just now; `reason` says what is wrong, when something is."""

    reachable: bool
    latency_ms: float | None = None
    schema: SchemaState | None = None
    reason: str | None = None

    @property
    def ready(self) -> bool:
        """Return whether requests can be served: it answers and the code works on its schema."""
        return self.reachable and self.schema in {SchemaState.SAME, SchemaState.AHEAD}


@dataclass(frozen=True, slots=True)
class CheckDatabase:
    """Asks the database how it is; never raises, and never waits longer than `deadline` seconds."""

    database: Database
    clock: Clock
    deadline: float = 2.0

    async def __call__(self) -> DatabaseHealth:
        """Return how it is."""
        began = self.clock.monotonic()
        try:
            async with asyncio.timeout(self.deadline):
                schema = await replace(self.database, begin_within=self.deadline).schema_state()
        except TimeoutError:
            return DatabaseHealth(reachable=False, reason=f"The database did not answer within {self.deadline:g} s.")
        except TriageError as error:
            return DatabaseHealth(reachable=False, reason=error.detail)
        latency = round((self.clock.monotonic() - began) * 1000, 2)
        return DatabaseHealth(reachable=True, latency_ms=latency, schema=schema, reason=_REASONS[schema])


_REASONS = {
    SchemaState.SAME: None,
    SchemaState.OLDER: "Migrations are pending; run `triage-warden migrate`.",
    SchemaState.AHEAD: None,
    SchemaState.NEWER: "A newer version of Triage Warden has migrated the database past what this one works on.",
}
