"""Service accounts, and the keys that are issued to them."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0016_service_accounts"
down_revision = "0015_secrets"
branch_labels = None
depends_on = None
contracts = None

_TABLE = """
CREATE TABLE service_accounts (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    owner TEXT DEFAULT '' NOT NULL,
    role TEXT NOT NULL,
    disabled BOOLEAN DEFAULT false NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_by TEXT NOT NULL,
    CONSTRAINT pk_service_accounts PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_service_accounts_tenant_id_name UNIQUE (tenant_id, name),
    CONSTRAINT fk_service_accounts_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_service_accounts_role CHECK (role IN ('viewer', 'analyst', 'senior_analyst', 'manager', 'admin'))
)
"""


def upgrade() -> None:
    """Make the table, with row security, and the column that leads to it."""
    op.execute(_TABLE)
    isolate("service_accounts")
    op.execute("ALTER TABLE api_keys ADD COLUMN service_account_id UUID")
    op.execute(
        "ALTER TABLE api_keys ADD CONSTRAINT fk_api_keys_tenant_id_service_account_id_service_accounts "
        "FOREIGN KEY (tenant_id, service_account_id) REFERENCES service_accounts (tenant_id, id)"
    )
    op.execute("CREATE INDEX ix_api_keys_tenant_id_service_account_id ON api_keys (tenant_id, service_account_id)")
