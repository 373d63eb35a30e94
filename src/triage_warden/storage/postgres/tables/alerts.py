"""Alerts as taken in: the hot register of fingerprints, the cold store of what was said, quarantine, receipts."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSON, UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

SEVERITIES = "severity IN ('informational', 'low', 'medium', 'high', 'critical')"

ALERTS = Table(
    "alerts",
    METADATA,
    tenant_column(),
    Column("received_on", Date, nullable=False),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("received_at", TIME, nullable=False),
    Column("occurred_at", TIME, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_id", Text),
    Column("rule_id", Text),
    Column("rule_name", Text),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("attack", JSON, nullable=False),
    Column("observables", JSON, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    PrimaryKeyConstraint("received_on", "id"),
    CheckConstraint(SEVERITIES, name="severity"),
    Index(None, "tenant_id", "received_at", "id"),
    postgresql_partition_by="RANGE (received_on)",
)
"""One partition a day (UTC) of receipt; written once, never updated: what changes is in ALERT_FINGERPRINTS.

`raw` is a zstd frame made by us, stored EXTERNAL so that the server does not try again. JSON, not JSONB: nobody
queries inside, and JSON keeps `\\u0000`, which JSONB refuses.
"""

ALERT_FINGERPRINTS = Table(
    "alert_fingerprints",
    METADATA,
    tenant_column(),
    Column("fingerprint", Text, nullable=False),
    Column("alert_id", UUID(as_uuid=True), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("occurred_at", TIME, nullable=False),
    Column("count", BigInteger, nullable=False),
    Column("first_seen_at", TIME, nullable=False),
    Column("last_seen_at", TIME, nullable=False),
    Column("incident_id", UUID(as_uuid=True)),
    Column("grouped_at", TIME),
    Column("examined_at", TIME),
    Column("due_at", TIME, nullable=False, server_default=text("now()")),
    PrimaryKeyConstraint("tenant_id", "fingerprint"),
    CheckConstraint("count > 0", name="count_positive"),
    Index("uq_alert_fingerprints_tenant_id_alert_id", "tenant_id", "alert_id", unique=True),
    Index(
        "ix_alert_fingerprints_waiting",
        "tenant_id",
        "due_at",
        "alert_id",
        postgresql_where=text("grouped_at IS NULL"),
    ),
    postgresql_with={"fillfactor": 70},
)
"""One row per finding. No foreign keys: a trigger per row would lock one tenant's row from every writer at once."""

QUARANTINE = Table(
    "quarantine",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("source", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("pointer", Text),
    Column("received_at", TIME, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    Column("released_at", TIME),
    PrimaryKeyConstraint("tenant_id", "id"),
    Index(
        "ix_quarantine_waiting",
        "tenant_id",
        "received_at",
        "id",
        postgresql_where=text("released_at IS NULL"),
    ),
)
"""`payload` is a zstd frame, as `alerts.raw`."""

INTAKE_RECEIPTS = Table(
    "intake_receipts",
    METADATA,
    tenant_column(),
    Column("idempotency_key", Text, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("created_at", TIME, nullable=False, server_default=text("now()")),
    PrimaryKeyConstraint("tenant_id", "idempotency_key"),
    CheckConstraint("length(idempotency_key) <= 255", name="key_length"),
    Index(None, "tenant_id", "created_at"),
)
