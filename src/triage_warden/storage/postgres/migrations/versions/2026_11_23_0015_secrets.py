"""Secrets, encrypted under keys that are not in the database."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0015_secrets"
down_revision = "0014_retention"
branch_labels = None
depends_on = None
contracts = None

_TABLE = """
CREATE TABLE secrets (
    tenant_id UUID NOT NULL,
    purpose TEXT NOT NULL,
    name TEXT NOT NULL,
    field TEXT NOT NULL,
    key_id TEXT NOT NULL,
    wrapped BYTEA NOT NULL,
    ciphertext BYTEA NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_secrets PRIMARY KEY (tenant_id, purpose, name, field),
    CONSTRAINT fk_secrets_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_secrets_place_length
        CHECK (octet_length(purpose) + octet_length(name) + octet_length(field) <= 1000)
)
"""


def upgrade() -> None:
    """Make the table, with row security."""
    op.execute(_TABLE)
    op.execute("CREATE INDEX ix_secrets_tenant_id_key_id ON secrets (tenant_id, key_id)")
    isolate("secrets")
