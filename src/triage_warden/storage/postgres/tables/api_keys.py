"""API keys: what is kept of them, never their text."""

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
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

API_KEYS = Table(
    "api_keys",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("prefix", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("scopes", ARRAY(Text)),
    Column("created_at", TIME, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("expires_at", TIME, nullable=False),
    Column("revoked_at", TIME),
    Column("revoked_by", Text),
    Column("replaces", UUID(as_uuid=True)),
    Column("last_used_at", TIME),
    Column("service_account_id", UUID(as_uuid=True)),
    PrimaryKeyConstraint("tenant_id", "id"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    ForeignKeyConstraint(["tenant_id", "service_account_id"], ["service_accounts.tenant_id", "service_accounts.id"]),
    CheckConstraint("octet_length(digest) = 32", name="digest"),
    CheckConstraint("role IN ('viewer', 'analyst', 'senior_analyst', 'manager', 'admin')", name="role"),
    CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length"),
    Index("uq_api_keys_tenant_id_prefix", "tenant_id", "prefix", unique=True),
    Index(None, "tenant_id", "created_at", "id"),
    Index(None, "tenant_id", "service_account_id"),
    postgresql_with={"fillfactor": 80},
)
"""`digest` is SHA-256 of a text with 256 random bits. NULL scopes narrow nothing; an empty array permits nothing.
The role of a service account's key is the account's present one; its own says what that was when the key was made."""
