"""Delete what has been kept long enough, a few rows at a time; nothing that an open incident rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.unit import Transaction

BATCH: Final = 500
"""Rows deleted in one transaction: some tens of milliseconds, in which the next leader may have to wait."""
QUEUE_BATCH: Final = 5000
"""Rows of the queue's log, which nobody locks or refers to."""
_LOCK_TIMEOUT: Final = "2s"


@dataclass(frozen=True, slots=True)
class Expiry:
    """What may go, and how old it has to be: one statement that deletes up to `BATCH` rows of one tenant."""

    name: str
    period: str
    """Whose length it is: alerts, quarantine, history, journal or receipts."""
    statement: str
    """`$1` is the tenant, `$2` the time before which it may go, `$3` the most rows; says how many went."""


async def expire(transaction: Transaction, expiry: Expiry, before: datetime) -> int:
    """Delete what is older of the transaction's tenant; return how many rows went."""
    gone: int = await transaction.raw.fetchval(expiry.statement, transaction.tenant, before, BATCH)
    return gone


async def tenants(transaction: Transaction) -> Sequence[TenantId]:
    """Return every tenant."""
    return [TenantId(row["id"]) for row in await transaction.raw.fetch("SELECT id FROM tenants ORDER BY id")]


async def drop_empty_day(transaction: Transaction, before: datetime) -> str | None:
    """Drop the oldest day of alerts before this one that has no row left; return its partition's name."""
    await transaction.raw.execute("SELECT set_config('lock_timeout', $1, true)", _LOCK_TIMEOUT)
    name: str | None = await transaction.raw.fetchval("SELECT triage_warden_drop_alert_day($1)", before.date())
    return name


async def expire_terms(transaction: Transaction, before: datetime) -> int:
    """Delete old ticks and terms, but each schedule's last tick; return how many rows went."""
    ticks: int = await transaction.raw.fetchval(_TICKS, before, BATCH)
    terms: int = await transaction.raw.fetchval(_TERMS, before, BATCH)
    return max(ticks, terms)


async def expire_queue_log(transaction: Transaction, before: datetime) -> int:
    """Delete what the queue wrote down about jobs that are over; return how many rows went."""
    gone: int = await transaction.raw.fetchval(_QUEUE_LOG, before, QUEUE_BATCH)
    return gone


def _older(table: str, condition: str) -> str:
    return f"""
WITH gone AS (
    DELETE FROM {table} WHERE tenant_id = $1 AND ctid = ANY(ARRAY(
        SELECT ctid FROM {table} AS old WHERE tenant_id = $1 AND {condition} LIMIT $3)) RETURNING 1)
SELECT count(*) FROM gone
"""  # noqa: S608  # put together from constants


_AT_REST: Final = "('resolved', 'closed')"
_ALERTS: Final = f"""
WITH old AS (
    SELECT a.received_on, a.id, f.fingerprint
    FROM alerts a JOIN alert_fingerprints f ON f.tenant_id = $1 AND f.fingerprint = a.fingerprint AND f.alert_id = a.id
    WHERE a.tenant_id = $1 AND a.received_on < ($2::timestamptz AT TIME ZONE 'UTC')::date
      AND f.last_seen_at < $2 AND f.grouped_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM incident_links l JOIN incidents i ON i.tenant_id = $1 AND i.id = l.incident_id
                      WHERE l.tenant_id = $1 AND l.alert_id = a.id AND i.status NOT IN {_AT_REST})
    LIMIT $3 FOR UPDATE OF f SKIP LOCKED
), seen AS (
    DELETE FROM sightings s USING old WHERE s.tenant_id = $1 AND s.alert_id = old.id
), register AS (
    DELETE FROM alert_fingerprints f USING old WHERE f.tenant_id = $1 AND f.fingerprint = old.fingerprint
), gone AS (
    DELETE FROM alerts a USING old WHERE a.received_on = old.received_on AND a.id = old.id RETURNING 1
)
SELECT count(*) FROM gone
"""  # noqa: S608  # put together from constants
"""A finding that is still being repeated is not old. Its row in the register is locked first: a repeat that comes at
this moment either finds it, and it stays, or is a new alert."""
_STEPS: Final = f"""
WITH old AS (
    SELECT r.id FROM runs r JOIN incidents i ON i.tenant_id = $1 AND i.id = r.incident_id
    WHERE r.tenant_id = $1 AND r.ended_at < $2 AND i.status IN {_AT_REST}
      AND EXISTS (SELECT FROM run_steps s WHERE s.tenant_id = $1 AND s.run_id = r.id)
    LIMIT $3
), gone AS (DELETE FROM run_steps s USING old WHERE s.tenant_id = $1 AND s.run_id = old.id RETURNING s.run_id)
SELECT count(DISTINCT run_id) FROM gone
"""  # noqa: S608  # put together from constants
_STRANDS: Final = f"""
WITH gone AS (
    DELETE FROM grouping_strands WHERE tenant_id = $1 AND ctid = ANY(ARRAY(
        SELECT s.ctid FROM grouping_strands s JOIN incidents i ON i.tenant_id = $1 AND i.id = s.incident_id
        WHERE s.tenant_id = $1 AND s.last_at < $2 AND i.status IN {_AT_REST} LIMIT $3)) RETURNING 1)
SELECT count(*) FROM gone
"""  # noqa: S608  # put together from constants
_DAY: Final = "day < ($2::timestamptz AT TIME ZONE 'UTC')::date"

EXPIRIES: Final = (
    Expiry("alerts", "alerts", _ALERTS),
    Expiry("quarantine", "quarantine", _older("quarantine", "received_at < $2")),
    Expiry("receipts", "receipts", _older("intake_receipts", "created_at < $2")),
    Expiry("rules", "history", _older("rule_days", _DAY)),
    Expiry("parties", "history", _older("grouping_parties", _DAY)),
    Expiry("keys", "history", _older("grouping_keys", "hour < $2")),
    Expiry("strands", "history", _STRANDS),
    Expiry("steps", "journal", _STEPS),
)
_TICKS: Final = """
WITH gone AS (
    DELETE FROM schedule_ticks WHERE ctid = ANY(ARRAY(
        SELECT old.ctid FROM schedule_ticks old WHERE old.fired_at < $1 AND EXISTS (
            SELECT FROM schedule_ticks later WHERE later.schedule = old.schedule AND later.tick > old.tick)
        LIMIT $2)) RETURNING 1)
SELECT count(*) FROM gone
"""
_QUEUE_LOG: Final = """
WITH gone AS (
    DELETE FROM pgqueuer_log WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM pgqueuer_log WHERE created < $1 LIMIT $2)) RETURNING 1)
SELECT count(*) FROM gone
"""
_TERMS: Final = """
WITH gone AS (
    DELETE FROM leader_terms WHERE ctid = ANY(ARRAY(
        SELECT ctid FROM leader_terms WHERE ended_at < $1 LIMIT $2)) RETURNING 1)
SELECT count(*) FROM gone
"""
