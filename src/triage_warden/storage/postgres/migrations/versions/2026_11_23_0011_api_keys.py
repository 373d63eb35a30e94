"""API keys."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0011_api_keys"
down_revision = "0010_urgency"
branch_labels = None
depends_on = None
contracts = None

_STATEMENTS = (
    """
CREATE TABLE api_keys (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    prefix TEXT NOT NULL,
    digest BYTEA NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    scopes TEXT[],
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_by TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    revoked_by TEXT,
    replaces UUID,
    last_used_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_api_keys PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_api_keys_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_api_keys_digest CHECK (octet_length(digest) = 32),
    CONSTRAINT ck_api_keys_role CHECK (role IN ('viewer', 'analyst', 'senior_analyst', 'manager', 'admin')),
    CONSTRAINT ck_api_keys_name_length CHECK (length(name) BETWEEN 1 AND 200)
)
 WITH (fillfactor = 80)
    """,
    "CREATE UNIQUE INDEX uq_api_keys_tenant_id_prefix ON api_keys (tenant_id, prefix)",
    "CREATE INDEX ix_api_keys_tenant_id_created_at_id ON api_keys (tenant_id, created_at, id)",
)


def upgrade() -> None:
    """Make the table, with row security."""
    for statement in _STATEMENTS:
        op.execute(statement)
    isolate("api_keys")
