"""Secrets, encrypted."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

SECRETS = Table(
    "secrets",
    METADATA,
    tenant_column(),
    Column("purpose", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("field", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("ciphertext", LargeBinary, nullable=False),
    Column("updated_at", TIME, nullable=False),
    PrimaryKeyConstraint("tenant_id", "purpose", "name", "field"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    CheckConstraint("octet_length(purpose) + octet_length(name) + octet_length(field) <= 1000", name="place_length"),
    Index(None, "tenant_id", "key_id"),
)
"""`key_id` names the key that wraps the row's own; a ciphertext opens in no other row (core/secrets/model.py)."""
