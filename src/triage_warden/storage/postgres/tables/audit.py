"""The record of who did what, and why (docs/reference/audit-chain.md).

The application may add to `audit_incoming` and read `audit_entries`, nothing else. At the commit of whoever added,
and not before, so that no one waits for another's transaction longer than its commit takes, a trigger gives each
entry its number and hash, and moves the tenant's head.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Identity,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSON

from triage_warden.storage.postgres.tables.metadata import METADATA, tenant_column


def _read_out(name: str, expression: str) -> Column[str]:
    """Return a column that the server reads out of `body`: nobody can change one without the other."""
    return Column(name, Text(collation="C"), Computed(expression, persisted=True))


AUDIT_INCOMING = Table(
    "audit_incoming",
    METADATA,
    tenant_column(),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("tenant_id", "id"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
)
"""Entries on their way; empty but for transactions that have not committed."""

AUDIT_HEADS = Table(
    "audit_heads",
    METADATA,
    tenant_column(),
    Column("seq", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant_id"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    CheckConstraint("octet_length(hash) = 32", name="hash"),
    postgresql_with={"fillfactor": 50},
)
"""How far each tenant's chain goes; only ever moves on."""

AUDIT_ENTRIES = Table(
    "audit_entries",
    METADATA,
    tenant_column(),
    Column("seq", BigInteger, nullable=False),
    Column("prev", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("body", JSON, nullable=False),
    _read_out("at", "body ->> 'at'"),
    _read_out("action", "body ->> 'action'"),
    _read_out("actor_id", "body #>> '{actor,id}'"),
    _read_out("actor_name", "body #>> '{actor,name}'"),
    _read_out("object_type", "body #>> '{object,type}'"),
    _read_out("object_id", "body #>> '{object,id}'"),
    PrimaryKeyConstraint("tenant_id", "seq"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    CheckConstraint("octet_length(prev) = 32", name="prev"),
    CheckConstraint("octet_length(hash) = 32", name="hash"),
    CheckConstraint("seq > 0", name="seq_positive"),
    Index("ix_audit_entries_at", "tenant_id", "at", "seq"),
    Index("ix_audit_entries_action", "tenant_id", "action", "seq"),
    Index("ix_audit_entries_actor", "tenant_id", "actor_name", "seq"),
    Index("ix_audit_entries_object", "tenant_id", "object_id", "seq"),
)
"""`body` is JSON as text (not `jsonb`), because its very bytes were hashed."""
