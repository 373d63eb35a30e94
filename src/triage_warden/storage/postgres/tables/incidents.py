"""Incidents, what ties their alerts together, and what happened to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from triage_warden.storage.postgres.tables.alerts import SEVERITIES
from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

INCIDENTS = Table(
    "incidents",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("verdict", Text),
    Column("confidence", Double),
    Column("category", Text),
    Column("alert_count", Integer, nullable=False),
    Column("sources", ARRAY(Text), nullable=False),
    Column("entities", JSONB, nullable=False),
    Column("first_alert_at", TIME, nullable=False),
    Column("last_alert_at", TIME, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("updated_at", TIME, nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Column("assessed_version", Integer, nullable=False, server_default=text("0")),
    Column("assignee", Text),
    Column("reopened", Integer, nullable=False, server_default=text("0")),
    Column("disposition", Text),
    Column("resolution_reason", Text),
    Column("merged_into", UUID(as_uuid=True)),
    Column("handled", Boolean, nullable=False, server_default=text("false")),
    Column("resolved_at", TIME),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "number"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    ForeignKeyConstraint(["tenant_id", "merged_into"], ["incidents.tenant_id", "incidents.id"]),
    CheckConstraint(SEVERITIES, name="severity"),
    CheckConstraint("status IN ('new', 'triaging', 'open', 'resolved', 'closed')", name="status"),
    CheckConstraint("verdict IN ('malicious', 'suspicious', 'benign', 'inconclusive')", name="verdict"),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    CheckConstraint(
        "disposition IN ('true_positive', 'benign_positive', 'false_positive', 'undetermined')",
        name="disposition",
    ),
    CheckConstraint("assessed_version <= version", name="assessed_version"),
    Index("ix_incidents_latest", "tenant_id", "updated_at", "id"),
    Index("ix_incidents_status", "tenant_id", "status", "updated_at", "id"),
    Index(
        "ix_incidents_unassessed",
        "tenant_id",
        "updated_at",
        postgresql_where=text("assessed_version < version AND merged_into IS NULL"),
    ),
    postgresql_with={"fillfactor": 80},
)

INCIDENT_NUMBERS = Table(
    "incident_numbers",
    METADATA,
    tenant_column(),
    Column("year", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    PrimaryKeyConstraint("tenant_id", "year"),
)
"""The last number given out: `INSERT … ON CONFLICT DO UPDATE SET last = incident_numbers.last + 1 RETURNING last`."""

INCIDENT_LINKS = Table(
    "incident_links",
    METADATA,
    tenant_column(),
    Column("alert_id", UUID(as_uuid=True), nullable=False),
    Column("incident_id", UUID(as_uuid=True), nullable=False),
    Column("tied_to", UUID(as_uuid=True)),
    Column("reason", Text, nullable=False),
    Column("weight", Double, nullable=False),
    Column("shared", JSONB, nullable=False),
    Column("occurred_at", TIME, nullable=False),
    Column("profile", LargeBinary),
    PrimaryKeyConstraint("tenant_id", "alert_id"),
    ForeignKeyConstraint(["tenant_id", "incident_id"], ["incidents.tenant_id", "incidents.id"]),
    Index(None, "tenant_id", "incident_id", "occurred_at", "alert_id"),
)
"""An alert is in one incident: its id is the key. `profile` is the digest of what it is tied by."""

INCIDENT_TIMELINE = Table(
    "incident_timeline",
    METADATA,
    tenant_column(),
    Column("incident_id", UUID(as_uuid=True), nullable=False),
    Column("position", BigInteger, Identity(always=True), nullable=False),
    Column("at", TIME, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("actor", Text, nullable=False, server_default=text("'system'")),
    PrimaryKeyConstraint("tenant_id", "incident_id", "position"),
    ForeignKeyConstraint(["tenant_id", "incident_id"], ["incidents.tenant_id", "incidents.id"]),
)

SIGHTINGS = Table(
    "sightings",
    METADATA,
    tenant_column(),
    Column("value_key", LargeBinary, nullable=False),
    Column("day", Date, nullable=False),
    Column("alert_id", UUID(as_uuid=True), nullable=False),
    Column("role", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("occurred_at", TIME, nullable=False),
    Column("incident_id", UUID(as_uuid=True)),
    PrimaryKeyConstraint("tenant_id", "value_key", "day", "alert_id", "role"),
    CheckConstraint("octet_length(value_key) = 16", name="value_key"),
    Index(None, "tenant_id", "alert_id"),
)
"""Which alert saw which value, by day of occurrence (UTC).

`value_key` (see value_key.py) stands in for type and value in the index: a URL or command line can be longer than
an index row may be (2,704 bytes).
"""
