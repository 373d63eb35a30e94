"""People, their sessions, and how often somebody tried to sign in."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0009_people"
down_revision = "0008_audit"
branch_labels = None
depends_on = None
contracts = None

_TABLES = (
    """
CREATE TABLE credential_homes (
    handle TEXT NOT NULL,
    home UUID NOT NULL,
    CONSTRAINT pk_credential_homes PRIMARY KEY (handle),
    CONSTRAINT fk_credential_homes_home_tenants FOREIGN KEY (home) REFERENCES tenants (id)
)
    """,
    """
CREATE TABLE users (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    display_name TEXT DEFAULT '' NOT NULL,
    role TEXT NOT NULL,
    disabled BOOLEAN DEFAULT false NOT NULL,
    password_hash TEXT,
    must_change_password BOOLEAN DEFAULT false NOT NULL,
    second_factor TEXT DEFAULT 'none' NOT NULL,
    last_code_step BIGINT DEFAULT 0 NOT NULL,
    recovery_codes BYTEA[] DEFAULT '{}' NOT NULL,
    oidc_issuer TEXT,
    oidc_subject TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_sign_in_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_users PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_users_tenant_id_name UNIQUE (tenant_id, name),
    CONSTRAINT uq_users_tenant_id_oidc_issuer_oidc_subject UNIQUE (tenant_id, oidc_issuer, oidc_subject),
    CONSTRAINT fk_users_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_users_role CHECK (role IN ('viewer', 'analyst', 'senior_analyst', 'manager', 'admin')),
    CONSTRAINT ck_users_second_factor CHECK (second_factor IN ('none', 'enrolling', 'on')),
    CONSTRAINT ck_users_subject CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL))
)
    """,
    """
CREATE TABLE sessions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    digest BYTEA NOT NULL,
    user_id UUID NOT NULL,
    stage TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    address TEXT,
    agent TEXT,
    provider_session TEXT,
    CONSTRAINT pk_sessions PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_sessions_tenant_id_digest UNIQUE (tenant_id, digest),
    CONSTRAINT fk_sessions_tenant_id_user_id_users FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT ck_sessions_stage CHECK (stage IN ('full', 'second_factor', 'change_password'))
)
 WITH (fillfactor = 80)
    """,
    "CREATE INDEX ix_sessions_tenant_id_user_id ON sessions (tenant_id, user_id)",
    "CREATE INDEX ix_sessions_tenant_id_expires_at ON sessions (tenant_id, expires_at)",
    """
CREATE TABLE sign_in_attempts (
    key BYTEA NOT NULL,
    failures INTEGER NOT NULL,
    last_at TIMESTAMP WITH TIME ZONE NOT NULL,
    wait_until TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sign_in_attempts PRIMARY KEY (key)
)
 WITH (fillfactor = 70)
    """,
    "CREATE INDEX ix_sign_in_attempts_last_at ON sign_in_attempts (last_at)",
)


def upgrade() -> None:
    """Make the tables, with row security where they hold a tenant's rows."""
    for statement in _TABLES:
        op.execute(statement)
    for table in ("users", "sessions"):
        isolate(table)
