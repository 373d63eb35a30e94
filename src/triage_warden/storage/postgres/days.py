"""Days of alerts, made before they come."""

from datetime import date
from typing import Final

from triage_warden.storage.postgres.unit import Database, Transaction

ENSURE_DAYS: Final = "SELECT triage_warden_ensure_alert_days($1, $2)"


async def ensure_alert_days(database: Database, first: date, last: date) -> int:
    """Make the partitions of these days (both included) that are not there; return how many were made."""
    async with database.system() as system:
        return await make_alert_days(system, first, last)


async def make_alert_days(transaction: Transaction, first: date, last: date) -> int:
    """Do the same in a transaction of the caller's."""
    made: int = await transaction.raw.fetchval(ENSURE_DAYS, first, last)
    return made
