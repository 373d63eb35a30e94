"""The statements of grouping; each takes arrays, so that a batch costs a few round trips."""

from typing import Final

from triage_warden.storage.postgres.queries.alert_rows import ALERT_COLUMNS

MY_TURN: Final = "SELECT pg_advisory_xact_lock(hashtextextended('group ' || $1::text, 0))"
"""One tenant's alerts are grouped in single file: whoever comes second sees what the first has made."""

WAITING: Final = f"""
SELECT {ALERT_COLUMNS}
FROM alert_fingerprints f JOIN alerts a ON a.received_on = f.received_on AND a.id = f.alert_id
WHERE f.tenant_id = $1 AND f.grouped_at IS NULL
ORDER BY f.due_at, f.alert_id LIMIT $2
"""  # noqa: S608  # put together from constants

NEXT_DUE: Final = """
SELECT due_at FROM alert_fingerprints WHERE tenant_id = $1 AND grouped_at IS NULL ORDER BY due_at, alert_id LIMIT 1
"""

STOOD: Final = """
SELECT i.id, i.severity,
       (SELECT count(*) FROM runs r WHERE r.tenant_id = $1 AND r.incident_id = i.id AND r.started_at > $3) AS runs
FROM incidents i WHERE i.tenant_id = $1 AND i.id = ANY($2::uuid[])
"""
"""How bad incidents were before, and how often they were triaged of late."""

PARTIES: Final = """
SELECT token, day, count(*) AS parties FROM grouping_parties
WHERE tenant_id = $1 AND token = ANY($2::bytea[]) AND day BETWEEN $3 AND $4
GROUP BY token, day
"""

COUNT_PARTIES: Final = """
INSERT INTO grouping_parties (tenant_id, token, day, party)
SELECT $1, * FROM unnest($2::bytea[], $3::date[], $4::bytea[])
ON CONFLICT DO NOTHING
RETURNING token, day, party
"""

TOUCHED: Final = """
WITH wanted AS (
    SELECT * FROM unnest($2::bytea[], $3::timestamptz[], $4::timestamptz[]) AS w (token, since, until)
), seen AS (
    SELECT DISTINCT k.digest, k.hour
    FROM wanted w
    JOIN grouping_keys k ON k.tenant_id = $1 AND k.token = w.token AND k.hour BETWEEN w.since AND w.until
)
SELECT s.incident_id, s.digest, s.hour, s.first_at, s.last_at, s.alert_id, s.count
FROM seen JOIN grouping_strands s ON s.tenant_id = $1 AND s.digest = seen.digest AND s.hour = seen.hour
ORDER BY s.hour, s.digest
"""

INCIDENTS: Final = """
SELECT id, number, title, status, severity, alert_count, sources, entities::text AS entities, first_alert_at,
       last_alert_at, version, assignee, disposition, handled, resolved_at
FROM incidents WHERE tenant_id = $1 AND id = ANY($2::uuid[])
ORDER BY id FOR NO KEY UPDATE
"""
"""Locked in the order of ids, and before any alert is: a triage locks its incident first, too."""

HOW_MANY_STRANDS: Final = """
SELECT incident_id, count(*) AS strands FROM grouping_strands
WHERE tenant_id = $1 AND incident_id = ANY($2::uuid[]) GROUP BY incident_id
"""

STRANDS: Final = """
SELECT incident_id, digest, hour, first_at, last_at, alert_id, count FROM grouping_strands
WHERE tenant_id = $1 AND incident_id = ANY($2::uuid[])
"""

PROFILES: Final = "SELECT digest, body FROM grouping_profiles WHERE tenant_id = $1 AND digest = ANY($2::bytea[])"

NUMBERS: Final = """
INSERT INTO incident_numbers (tenant_id, year, last) VALUES ($1, $2, $3)
ON CONFLICT (tenant_id, year) DO UPDATE SET last = incident_numbers.last + $3
RETURNING last
"""

NEW_INCIDENTS: Final = """
INSERT INTO incidents
    (tenant_id, id, number, title, status, severity, alert_count, sources, entities, first_alert_at, last_alert_at,
     version, created_at, updated_at)
SELECT $1, id, number, title, 'new', severity, alert_count, ARRAY(SELECT json_array_elements_text(sources::json)),
       entities::jsonb, first_alert_at, last_alert_at, version, $2, $2
FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[],
            $10::timestamptz[], $11::timestamptz[], $12::int[])
    AS row (id, number, title, severity, alert_count, sources, entities, first_alert_at, last_alert_at, version)
"""

REVISED: Final = """
UPDATE incidents i
SET title = row.title, alert_count = row.alert_count, version = row.version, updated_at = $2,
    severity = CASE WHEN row.quiet THEN i.severity ELSE row.severity END,
    sources = ARRAY(SELECT json_array_elements_text(row.sources::json)), entities = row.entities::jsonb,
    first_alert_at = row.first_alert_at, last_alert_at = row.last_alert_at,
    status = CASE WHEN row.reopened THEN 'open' ELSE i.status END,
    reopened = i.reopened + row.reopened::int,
    resolved_at = CASE WHEN row.reopened THEN NULL ELSE i.resolved_at END,
    disposition = CASE WHEN row.reopened THEN NULL ELSE i.disposition END,
    resolution_reason = CASE WHEN row.reopened THEN NULL ELSE i.resolution_reason END
FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::int[], $8::text[], $9::text[],
            $10::timestamptz[], $11::timestamptz[], $12::int[], $13::bool[], $14::bool[])
    AS row (id, number, title, severity, alert_count, sources, entities, first_alert_at, last_alert_at, version,
            reopened, quiet)
WHERE i.tenant_id = $1 AND i.id = row.id
"""

GONE: Final = """
UPDATE incidents i SET status = 'closed', merged_into = row.into_id, updated_at = $2
FROM unnest($3::uuid[], $4::uuid[]) AS row (id, into_id)
WHERE i.tenant_id = $1 AND i.id = row.id
"""

LINKS: Final = """
INSERT INTO incident_links (tenant_id, alert_id, incident_id, tied_to, reason, weight, shared, occurred_at, profile)
SELECT $1, alert_id, incident_id, tied_to, reason, weight, shared::jsonb, occurred_at, profile
FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::float8[], $7::text[], $8::timestamptz[], $9::bytea[])
    AS row (alert_id, incident_id, tied_to, reason, weight, shared, occurred_at, profile)
"""

GROUPED: Final = """
UPDATE alert_fingerprints f SET grouped_at = $2, incident_id = row.incident_id
FROM unnest($3::uuid[], $4::uuid[]) AS row (alert_id, incident_id)
WHERE f.tenant_id = $1 AND f.alert_id = row.alert_id
"""

KEEP_PROFILES: Final = """
INSERT INTO grouping_profiles (tenant_id, digest, body) SELECT $1, * FROM unnest($2::bytea[], $3::bytea[])
ON CONFLICT DO NOTHING
"""

KEEP_KEYS: Final = """
INSERT INTO grouping_keys (tenant_id, token, hour, digest)
SELECT $1, * FROM unnest($2::bytea[], $3::timestamptz[], $4::bytea[])
ON CONFLICT DO NOTHING
"""

KEEP_STRANDS: Final = """
INSERT INTO grouping_strands AS known (tenant_id, incident_id, digest, hour, first_at, last_at, alert_id, count)
SELECT $1, * FROM unnest($2::uuid[], $3::bytea[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[],
                         $7::uuid[], $8::int[])
ON CONFLICT (tenant_id, incident_id, digest, hour) DO UPDATE
SET first_at = LEAST(known.first_at, excluded.first_at), last_at = GREATEST(known.last_at, excluded.last_at),
    count = known.count + excluded.count,
    alert_id = CASE WHEN (excluded.first_at, excluded.alert_id) < (known.first_at, known.alert_id)
                    THEN excluded.alert_id ELSE known.alert_id END
"""

DROP_STRANDS: Final = """
DELETE FROM grouping_strands s
USING unnest($2::uuid[], $3::bytea[], $4::timestamptz[]) AS row (incident_id, digest, hour)
WHERE s.tenant_id = $1 AND s.incident_id = row.incident_id AND s.digest = row.digest AND s.hour = row.hour
"""

MOVE_LINKS: Final = """
UPDATE incident_links l SET incident_id = row.into_id
FROM unnest($2::uuid[], $3::bytea[], $4::timestamptz[], $5::uuid[]) AS row (incident_id, digest, hour, into_id)
WHERE l.tenant_id = $1 AND l.incident_id = row.incident_id AND l.profile = row.digest
  AND l.occurred_at >= row.hour AND l.occurred_at < row.hour + interval '1 hour'
RETURNING l.alert_id, l.incident_id
"""

NEW_REASONS: Final = """
UPDATE incident_links l
SET tied_to = row.tied_to, reason = row.reason, weight = row.weight, shared = row.shared::jsonb
FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::float8[], $6::text[])
    AS row (alert_id, tied_to, reason, weight, shared)
WHERE l.tenant_id = $1 AND l.alert_id = row.alert_id
"""

MOVE_ALERTS: Final = """
UPDATE alert_fingerprints f SET incident_id = row.incident_id
FROM unnest($2::uuid[], $3::uuid[]) AS row (alert_id, incident_id)
WHERE f.tenant_id = $1 AND f.alert_id = row.alert_id
"""

TIMELINE: Final = """
INSERT INTO incident_timeline (tenant_id, incident_id, at, kind, text, actor)
SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
"""

SIGHTED: Final = """
INSERT INTO sightings (tenant_id, value_key, day, alert_id, role, type, value, occurred_at)
SELECT $1, * FROM unnest($2::bytea[], $3::date[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::timestamptz[])
ON CONFLICT DO NOTHING
"""

TELL: Final = "SELECT pg_notify($1, change) FROM unnest($2::text[]) AS row (change)"
