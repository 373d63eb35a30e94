"""People and their sessions."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, INTEGER, UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

USERS = Table(
    "users",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("name", Text, nullable=False),
    Column("display_name", Text, nullable=False, server_default=text("''")),
    Column("role", Text, nullable=False),
    Column("disabled", Boolean, nullable=False, server_default=text("false")),
    Column("password_hash", Text),
    Column("must_change_password", Boolean, nullable=False, server_default=text("false")),
    Column("second_factor", Text, nullable=False, server_default=text("'none'")),
    Column("last_code_step", BigInteger, nullable=False, server_default=text("0")),
    Column("recovery_codes", ARRAY(LargeBinary), nullable=False, server_default=text("'{}'")),
    Column("oidc_issuer", Text),
    Column("oidc_subject", Text),
    Column("created_at", TIME, nullable=False),
    Column("last_sign_in_at", TIME),
    Column("password_expires_at", TIME),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "name"),
    UniqueConstraint("tenant_id", "oidc_issuer", "oidc_subject"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    CheckConstraint("role IN ('viewer', 'analyst', 'senior_analyst', 'manager', 'admin')", name="role"),
    CheckConstraint("second_factor IN ('none', 'enrolling', 'on')", name="second_factor"),
    CheckConstraint("(oidc_issuer IS NULL) = (oidc_subject IS NULL)", name="subject"),
)
"""Never deleted, only disabled: the record names them. The secret of a second factor is not here."""

SESSIONS = Table(
    "sessions",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("user_id", UUID(as_uuid=True), nullable=False),
    Column("stage", Text, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("seen_at", TIME, nullable=False),
    Column("expires_at", TIME, nullable=False),
    Column("address", Text),
    Column("agent", Text),
    Column("provider_session", Text),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "digest"),
    ForeignKeyConstraint(["tenant_id", "user_id"], ["users.tenant_id", "users.id"]),
    CheckConstraint("stage IN ('full', 'second_factor', 'change_password')", name="stage"),
    Index(None, "tenant_id", "user_id"),
    Index(None, "tenant_id", "expires_at"),
    postgresql_with={"fillfactor": 80},
)
"""`digest` stands for what the browser holds: HMAC-SHA256 of it under TW_SESSION_SECRET, so that neither a copy of
this table nor the right to write it opens a session."""

SIGN_IN_ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("key", LargeBinary, primary_key=True),
    Column("failures", INTEGER, nullable=False),
    Column("last_at", TIME, nullable=False),
    Column("wait_until", TIME),
    Index(None, "last_at"),
    postgresql_with={"fillfactor": 70},
)
"""No row security: counted before anybody is known. Keys are digests; no name and no address can be read from them."""
