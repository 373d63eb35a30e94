"""Actions, their attempts, and the kill switches."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

ACTIONS = Table(
    "actions",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("incident_id", UUID(as_uuid=True), nullable=False),
    Column("incident_number", Text, nullable=False),
    Column("request_key", UUID(as_uuid=True), nullable=False),
    Column("verb", Text, nullable=False),
    Column("parameters", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("connector", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("requested_by", Text, nullable=False),
    Column("requested_at", TIME, nullable=False),
    Column("approved_by", Text),
    Column("approved_at", TIME),
    Column("updated_at", TIME, nullable=False),
    Column("receipt", LargeBinary),
    Column("reason", Text),
    Column("settled_by", Text),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "request_key"),
    ForeignKeyConstraint(["tenant_id", "incident_id"], ["incidents.tenant_id", "incidents.id"]),
    CheckConstraint(
        "state IN ('requested', 'approved', 'running', 'done', 'failed', 'unknown', 'refused')", name="state_known"
    ),
    CheckConstraint("state <> 'done' OR receipt IS NOT NULL OR settled_by IS NOT NULL", name="done_has_receipt"),
    Index("ix_actions_tenant_id_incident_id", "tenant_id", "incident_id"),
    Index("ix_actions_tenant_id_requested_at_id", "tenant_id", "requested_at", "id"),
)
"""`parameters` is JSON, byte for byte what the yes was given to, and `digest` (SHA-256) what was seen of it."""

ACTION_ATTEMPTS = Table(
    "action_attempts",
    METADATA,
    tenant_column(),
    Column("action_id", UUID(as_uuid=True), nullable=False),
    Column("number", Integer, nullable=False),
    Column("worker", Text, nullable=False),
    Column("started_at", TIME, nullable=False),
    Column("settle_after", TIME, nullable=False),
    Column("ended_at", TIME),
    Column("outcome", Text),
    Column("error", Text),
    Column("asked", Integer, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("tenant_id", "action_id", "number"),
    ForeignKeyConstraint(["tenant_id", "action_id"], ["actions.tenant_id", "actions.id"]),
    CheckConstraint("number > 0", name="number_positive"),
)
"""The row is the intent; `outcome` comes after the call. Its times are the database's own."""


def _switch_columns() -> tuple[Column[object], ...]:
    return (
        Column("id", UUID(as_uuid=True), nullable=False),
        Column("reason", Text, nullable=False),
        Column("engaged_by", Text, nullable=False),
        Column("engaged_at", TIME, nullable=False),
        Column("released_by", Text),
        Column("released_at", TIME),
        Column("release_reason", Text),
    )


KILL_SWITCHES = Table(
    "kill_switches",
    METADATA,
    *_switch_columns(),
    Column("verb", Text),
    PrimaryKeyConstraint("id"),
    CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released_by_somebody"),
    Index(
        "uq_kill_switches_engaged",
        text("(COALESCE(verb, ''))"),
        unique=True,
        postgresql_where=text("released_at IS NULL"),
    ),
)
"""Of the whole fleet, or of one verb in it; holds no tenant's rows. A row stays after its release."""

TENANT_KILL_SWITCHES = Table(
    "tenant_kill_switches",
    METADATA,
    tenant_column(),
    *_switch_columns(),
    PrimaryKeyConstraint("tenant_id", "id"),
    CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released_by_somebody"),
    Index("uq_tenant_kill_switches_engaged", "tenant_id", unique=True, postgresql_where=text("released_at IS NULL")),
)
