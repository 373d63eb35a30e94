"""The record of who did what: entries that can only be added, chained at commit."""

from alembic import op

from triage_warden.storage.postgres.migrations.audit_chain import CHAIN
from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0008_audit"
down_revision = "0007_compatibility"
branch_labels = None
depends_on = None
contracts = None

_TABLES = (
    """
CREATE TABLE audit_incoming (
    tenant_id UUID NOT NULL,
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    body JSON NOT NULL,
    CONSTRAINT pk_audit_incoming PRIMARY KEY (tenant_id, id),
    CONSTRAINT fk_audit_incoming_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id)
)
    """,
    """
CREATE TABLE audit_heads (
    tenant_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT pk_audit_heads PRIMARY KEY (tenant_id),
    CONSTRAINT fk_audit_heads_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_audit_heads_hash CHECK (octet_length(hash) = 32)
)
 WITH (fillfactor = 50)
    """,
    """
CREATE TABLE audit_entries (
    tenant_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    prev BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    body JSON NOT NULL,
    at TEXT COLLATE "C" GENERATED ALWAYS AS (body ->> 'at') STORED,
    action TEXT COLLATE "C" GENERATED ALWAYS AS (body ->> 'action') STORED,
    actor_id TEXT COLLATE "C" GENERATED ALWAYS AS (body #>> '{actor,id}') STORED,
    actor_name TEXT COLLATE "C" GENERATED ALWAYS AS (body #>> '{actor,name}') STORED,
    object_type TEXT COLLATE "C" GENERATED ALWAYS AS (body #>> '{object,type}') STORED,
    object_id TEXT COLLATE "C" GENERATED ALWAYS AS (body #>> '{object,id}') STORED,
    CONSTRAINT pk_audit_entries PRIMARY KEY (tenant_id, seq),
    CONSTRAINT fk_audit_entries_tenant_id_tenants FOREIGN KEY (tenant_id) REFERENCES tenants (id),
    CONSTRAINT ck_audit_entries_prev CHECK (octet_length(prev) = 32),
    CONSTRAINT ck_audit_entries_hash CHECK (octet_length(hash) = 32),
    CONSTRAINT ck_audit_entries_seq_positive CHECK (seq > 0)
)
    """,
    "CREATE INDEX ix_audit_entries_at ON audit_entries (tenant_id, at, seq)",
    "CREATE INDEX ix_audit_entries_action ON audit_entries (tenant_id, action, seq)",
    "CREATE INDEX ix_audit_entries_actor ON audit_entries (tenant_id, actor_name, seq)",
    "CREATE INDEX ix_audit_entries_object ON audit_entries (tenant_id, object_id, seq)",
)


def upgrade() -> None:
    """Make the tables, with row security, then what chains and what guards them."""
    for statement in _TABLES:
        op.execute(statement)
    for table in ("audit_incoming", "audit_heads", "audit_entries"):
        isolate(table)
    for statement in CHAIN:
        op.execute(statement)
