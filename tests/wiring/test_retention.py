"""Retention goes through everything, in rounds."""

from datetime import timedelta

import pytest

from kit.alerts import NOON
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.retention import BATCH, QUEUE_BATCH
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.retention import HistoryTooShort, Retain, periods
from triage_warden.wiring.settings import Settings

TICK = NOON + timedelta(days=400)


async def _rounds(database: Database, retain: Retain) -> int:
    rounds = 1
    while True:
        async with database.system() as transaction:
            if not await retain(transaction, TICK):
                return rounds
        rounds += 1


async def test_all_that_is_old_goes_batch_by_batch(database: Database) -> None:
    """More rows than one batch, and an empty day of alerts."""
    await ensure_alert_days(database, NOON.date(), NOON.date())
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(_RECEIPTS, DEFAULT_TENANT, BATCH * 2 + 1, NOON)
        await transaction.raw.execute(_LOG, QUEUE_BATCH + 1, NOON)
        await transaction.raw.execute(_LOG, 1, TICK)
    retain = Retain(periods(Settings()))
    assert await _rounds(database, retain) > len(periods(Settings()))
    async with database.read(DEFAULT_TENANT) as reading:
        assert await reading.raw.fetchval("SELECT count(*) FROM intake_receipts") == 0
        assert await reading.raw.fetchval("SELECT to_regclass($1)", f"alerts_{NOON:%Y_%m_%d}") is None
        assert await reading.raw.fetchval("SELECT count(*) FROM pgqueuer_log") == 1


async def test_what_is_kept_for_ever_stays(database: Database) -> None:
    """0 means that nothing of it goes."""
    await ensure_alert_days(database, NOON.date(), NOON.date())
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(_RECEIPTS, DEFAULT_TENANT, 3, NOON)
    settings = Settings(
        retention_alerts_days=0,
        retention_quarantine_days=0,
        retention_history_days=0,
        retention_journal_days=0,
        retention_receipts_days=0,
    )
    assert periods(settings) == {}
    assert await _rounds(database, Retain(periods(settings))) == 1
    async with database.read(DEFAULT_TENANT) as reading:
        assert await reading.raw.fetchval("SELECT count(*) FROM intake_receipts") == 3
        assert await reading.raw.fetchval("SELECT to_regclass($1)", f"alerts_{NOON:%Y_%m_%d}") is not None


def test_a_history_that_triage_looks_back_beyond_is_refused_with_the_remedy() -> None:
    """By the variable's name."""
    with pytest.raises(HistoryTooShort, match="^TW_RETENTION_HISTORY_DAYS: .*at least 60"):
        periods(Settings(retention_history_days=59))


_LOG = """
INSERT INTO pgqueuer_log (created, job_id, status, priority, entrypoint)
SELECT $2, number, 'successful', 0, 'triage' FROM generate_series(1, $1::int) AS number
"""
_RECEIPTS = """
INSERT INTO intake_receipts SELECT $1, number::text, 'r', $3 FROM generate_series(1, $2::int) AS number
"""
