"""The journal: which run of the story did which step, and what came of it."""

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

RUNS = Table(
    "runs",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("incident_id", UUID(as_uuid=True), nullable=False),
    Column("incident_version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("started_at", TIME, nullable=False),
    Column("ended_at", TIME),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "incident_id", "incident_version"),
    ForeignKeyConstraint(["tenant_id", "incident_id"], ["incidents.tenant_id", "incidents.id"]),
    Index("ix_runs_unfinished", "tenant_id", "started_at", postgresql_where=text("ended_at IS NULL")),
)

RUN_STEPS = Table(
    "run_steps",
    METADATA,
    tenant_column(),
    Column("run_id", UUID(as_uuid=True), nullable=False),
    Column("step", Text, nullable=False),
    Column("input_digest", LargeBinary, nullable=False),
    Column("result", LargeBinary),
    Column("attempts", Integer, nullable=False, server_default=text("1")),
    Column("started_at", TIME, nullable=False),
    Column("ended_at", TIME),
    Column("error", Text),
    PrimaryKeyConstraint("tenant_id", "run_id", "step"),
    ForeignKeyConstraint(["tenant_id", "run_id"], ["runs.tenant_id", "runs.id"]),
    CheckConstraint("attempts > 0", name="attempts_positive"),
)
"""A step with `ended_at` and no `error` is done: `result` (msgpack) is what a resumed run goes on with."""
