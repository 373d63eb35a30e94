"""Ticks of schedules that were worked on."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from triage_warden.kernel.leadership import Leadership
from triage_warden.storage.postgres.unit import Database, Transaction


@dataclass(frozen=True, slots=True)
class TickInHand:
    """A leader's transaction for one schedule, and what it needs to know which tick is due."""

    transaction: Transaction
    schedule: str
    leadership: Leadership
    now: datetime
    """The database's time: the same for every replica."""
    last: datetime | None
    """The last tick that was worked on, by whomever."""

    async def record(self, tick: datetime) -> None:
        """Write the tick down, to commit with its work; a second row for one tick is refused by its key."""
        leadership = self.leadership
        await self.transaction.raw.execute(_RECORD, self.schedule, tick, leadership.resource, leadership.token)


@dataclass(frozen=True, slots=True)
class PostgresTicks:
    """Begins a leader's transaction for a schedule (engine/schedules/ports.Ticks)."""

    database: Database

    @asynccontextmanager
    async def begin(self, schedule: str, leadership: Leadership) -> AsyncGenerator[TickInHand]:
        """Begin it; commits at the end of the block.

        Raises:
            StaleLease: another leader was elected since.
        """
        async with self.database.leading(leadership) as transaction:
            row = await transaction.raw.fetchrow(_LAST, schedule)
            assert row is not None  # noqa: S101  # an aggregate always has its row
            yield TickInHand(transaction, schedule, leadership, row["now"], row["last"])


_LAST = "SELECT clock_timestamp() AS now, max(tick) AS last FROM schedule_ticks WHERE schedule = $1"
_RECORD = "INSERT INTO schedule_ticks (schedule, tick, resource, token) VALUES ($1, $2, $3, $4)"
