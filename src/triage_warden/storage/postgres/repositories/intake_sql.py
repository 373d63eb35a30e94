"""The statements of taking in: one round trip for each table, whatever the size of the batch."""

from typing import Final

SEEN_KEY: Final = """
WITH held AS (SELECT pg_advisory_xact_lock(hashtextextended($1::text || $2, 0)))
SELECT 1 FROM held
"""
"""Two requests under one key: the second waits here until the first has committed, then finds its receipt."""

RECEIPT: Final = "SELECT receipt FROM intake_receipts WHERE tenant_id = $1 AND idempotency_key = $2"

KEEP_RECEIPT: Final = "INSERT INTO intake_receipts (tenant_id, idempotency_key, receipt) VALUES ($1, $2, $3)"

COUNT_FINDINGS: Final = """
INSERT INTO alert_fingerprints AS known
    (tenant_id, fingerprint, alert_id, received_on, occurred_at, count, first_seen_at, last_seen_at, due_at)
SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::date[], $5::timestamptz[], $6::bigint[],
                         $7::timestamptz[], $8::timestamptz[], $9::timestamptz[])
ON CONFLICT (tenant_id, fingerprint) DO UPDATE
SET count = known.count + excluded.count,
    first_seen_at = LEAST(known.first_seen_at, excluded.first_seen_at),
    last_seen_at = GREATEST(known.last_seen_at, excluded.last_seen_at)
RETURNING fingerprint, alert_id, xmax = 0 AS is_new
"""
"""`xmax = 0` holds for a row this statement inserted, and not for one it updated and so locked."""

KEEP_ALERTS: Final = """
INSERT INTO alerts
    (tenant_id, received_on, id, received_at, occurred_at, source, source_id, rule_id, rule_name,
     title, description, severity, fingerprint, attack, observables, attributes, raw)
SELECT $1, received_on, id, received_at, occurred_at, source, source_id, rule_id, rule_name,
       title, description, severity, fingerprint, attack::json, observables::json, attributes::json, raw
FROM unnest($2::date[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
            $16::text[], $17::bytea[])
    AS row(received_on, id, received_at, occurred_at, source, source_id, rule_id, rule_name,
           title, description, severity, fingerprint, attack, observables, attributes, raw)
"""

KEEP_QUARANTINE: Final = """
INSERT INTO quarantine (tenant_id, id, source, code, reason, pointer, received_at, payload)
SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::bytea[])
"""

COUNT_WAITING: Final = """
SELECT (SELECT count(*) FROM (SELECT FROM alert_fingerprints
                              WHERE tenant_id = $1 AND grouped_at IS NULL LIMIT $2) ungrouped)
     + (SELECT count(*) FROM (SELECT FROM incidents
                              WHERE tenant_id = $1 AND assessed_version < version AND merged_into IS NULL
                              LIMIT $2) unassessed)
"""
"""Walks the partial indexes of what waits, never further than the limit."""
