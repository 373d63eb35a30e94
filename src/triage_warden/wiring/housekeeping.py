"""Partitions lie ready before their days come."""

from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.days import ensure_alert_days, make_alert_days
from triage_warden.storage.postgres.unit import Database, Transaction

log = structlog.get_logger(__name__)

DAYS_AHEAD: Final = 7
"""Days for which partitions lie ready: a week without any leader does no harm."""


async def make_partitions(transaction: Transaction, tick: datetime) -> bool:
    """Make the coming days' partitions as the leader; there is never more to do."""
    today = tick.astimezone(UTC).date()
    made = await make_alert_days(transaction, today, today + timedelta(days=DAYS_AHEAD))
    if made:
        log.info("partitions_made", count=made)
    return False


async def prepare(database: Database, clock: Clock) -> None:
    """Make what the first alert needs, before anybody was elected; every replica asks, one does it.

    A database that does not answer at this moment is no reason not to start: alerts of a day without a partition go
    to the default one, and the leader moves them.
    """
    today = clock.now().astimezone(UTC).date()
    try:
        await ensure_alert_days(database, today, today + timedelta(days=DAYS_AHEAD))
    except TriageError as error:
        log.warning("housekeeping_failed", error=error.code)
