"""Tenants, alerts, quarantine, receipts."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate
from triage_warden.storage.postgres.migrations.partitions import PARTITIONS

revision = "0001_alerts"
down_revision = None
branch_labels = None
depends_on = None
contracts = None

_TENANTS = (
    """
CREATE TABLE tenants (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_tenants PRIMARY KEY (id)
)
    """,
)

_ALERTS = (
    """
CREATE TABLE alerts (
    tenant_id UUID NOT NULL,
    received_on DATE NOT NULL,
    id UUID NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    source TEXT NOT NULL,
    source_id TEXT,
    rule_id TEXT,
    rule_name TEXT,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    severity TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    attack JSON NOT NULL,
    observables JSON NOT NULL,
    attributes JSON NOT NULL,
    raw BYTEA NOT NULL,
    CONSTRAINT pk_alerts PRIMARY KEY (received_on, id),
    CONSTRAINT ck_alerts_severity CHECK (severity IN ('informational', 'low', 'medium', 'high', 'critical'))
)
 PARTITION BY RANGE (received_on)
    """,
    "CREATE INDEX ix_alerts_tenant_id_received_at_id ON alerts (tenant_id, received_at, id)",
)

_ALERT_FINGERPRINTS = (
    """
CREATE TABLE alert_fingerprints (
    tenant_id UUID NOT NULL,
    fingerprint TEXT NOT NULL,
    alert_id UUID NOT NULL,
    received_on DATE NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    count BIGINT NOT NULL,
    first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    incident_id UUID,
    grouped_at TIMESTAMP WITH TIME ZONE,
    examined_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_alert_fingerprints PRIMARY KEY (tenant_id, fingerprint),
    CONSTRAINT ck_alert_fingerprints_count_positive CHECK (count > 0)
)
 WITH (fillfactor = 70)
    """,
    """
CREATE INDEX ix_alert_fingerprints_ungrouped ON alert_fingerprints (tenant_id, occurred_at, alert_id)
        WHERE grouped_at IS NULL
    """,
    "CREATE UNIQUE INDEX uq_alert_fingerprints_tenant_id_alert_id ON alert_fingerprints (tenant_id, alert_id)",
)

_QUARANTINE = (
    """
CREATE TABLE quarantine (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    source TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    pointer TEXT,
    received_at TIMESTAMP WITH TIME ZONE NOT NULL,
    payload BYTEA NOT NULL,
    released_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_quarantine PRIMARY KEY (tenant_id, id)
)
    """,
    "CREATE INDEX ix_quarantine_waiting ON quarantine (tenant_id, received_at, id) WHERE released_at IS NULL",
)

_INTAKE_RECEIPTS = (
    """
CREATE TABLE intake_receipts (
    tenant_id UUID NOT NULL,
    idempotency_key TEXT NOT NULL,
    receipt BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_intake_receipts PRIMARY KEY (tenant_id, idempotency_key),
    CONSTRAINT ck_intake_receipts_key_length CHECK (length(idempotency_key) <= 255)
)
    """,
    "CREATE INDEX ix_intake_receipts_tenant_id_created_at ON intake_receipts (tenant_id, created_at)",
)


def upgrade() -> None:
    """Make the tables; each that holds a tenant's rows with row security."""
    for statement in (*_TENANTS, *_ALERTS, *_ALERT_FINGERPRINTS, *_QUARANTINE, *_INTAKE_RECEIPTS):
        op.execute(statement)
    op.execute("ALTER TABLE alerts ALTER COLUMN raw SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE quarantine ALTER COLUMN payload SET STORAGE EXTERNAL")
    op.execute("CREATE TABLE alerts_default PARTITION OF alerts DEFAULT")
    for table in ("alerts", "alert_fingerprints", "quarantine", "intake_receipts", "alerts_default"):
        isolate(table)
    op.execute("INSERT INTO tenants (id, name) VALUES ('00000000-0000-7000-8000-000000000001', 'Default')")
    for statement in PARTITIONS:
        op.execute(statement)
