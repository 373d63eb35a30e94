"""What has to be done now and then while a process runs."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Final

import structlog

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.unit import Database

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 3600.0
AGAIN_AFTER_SECONDS: Final = 30.0
DAYS_AHEAD: Final = 7
"""Days for which partitions lie ready: a week without any process running does no harm."""


@dataclass(frozen=True, slots=True)
class KeepHouse:
    """Makes the coming days' partitions; asked for by every replica, done once."""

    database: Database
    clock: Clock

    async def __call__(self) -> None:
        """Keep house until cancelled."""
        while True:
            done = await self.once()
            await asyncio.sleep(EVERY_SECONDS if done else AGAIN_AFTER_SECONDS)

    async def once(self) -> bool:
        """Do what is due; return whether it could be done."""
        today = self.clock.now().astimezone(UTC).date()
        try:
            made = await ensure_alert_days(self.database, today, today + timedelta(days=DAYS_AHEAD))
        except TriageError as error:
            log.warning("housekeeping_failed", error=error.code)
            return False
        if made:
            log.info("partitions_made", count=made)
        return True
