"""Service accounts."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

SERVICE_ACCOUNTS = Table(
    "service_accounts",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=text("''")),
    Column("owner", Text, nullable=False, server_default=text("''")),
    Column("role", Text, nullable=False),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", TIME, nullable=False),
    Column("created_by", Text, nullable=False),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "name"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    CheckConstraint("role IN ('viewer', 'analyst', 'senior_analyst', 'manager', 'admin')", name="role"),
)
"""Never deleted, only disabled: the record names them. No password and no session can be kept for one; the names of
people and of these are one list (`credential_homes`)."""
