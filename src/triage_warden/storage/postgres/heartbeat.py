"""The leader's sign of life, in the history of leaderships."""

from datetime import datetime

from triage_warden.storage.postgres.unit import Transaction


async def beat(transaction: Transaction, tick: datetime) -> bool:
    """Count one heartbeat of the newest leadership of the ordinary singleton work; there is never more to do."""
    del tick
    await transaction.raw.execute(_BEAT)
    return False


_BEAT = """
UPDATE leader_terms SET beats = beats + 1, beat_at = clock_timestamp()
WHERE resource = 'schedules' AND token = (SELECT token FROM leader_fences WHERE resource = 'schedules')
"""
