"""Facts, assessments, own lists."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0003_assessment"
down_revision = "0002_incidents"
branch_labels = None
depends_on = None
contracts = None

_FACTS = (
    """
CREATE TABLE facts (
    tenant_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    statement TEXT NOT NULL,
    source TEXT NOT NULL,
    observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    rests_on TEXT[] NOT NULL,
    value JSONB NOT NULL,
    surveyed_version INTEGER,
    CONSTRAINT pk_facts PRIMARY KEY (tenant_id, subject_id, id),
    CONSTRAINT ck_facts_subject CHECK (subject IN ('alert', 'incident'))
)
    """,
)

_ASSESSMENTS = (
    """
CREATE TABLE assessments (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    incident_id UUID NOT NULL,
    incident_version INTEGER NOT NULL,
    analyst TEXT NOT NULL,
    verdict TEXT NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    assessed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    body JSONB NOT NULL,
    CONSTRAINT pk_assessments PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_assessments_tenant_id_incident_id_incident_version UNIQUE (tenant_id, incident_id, incident_version),
    CONSTRAINT fk_assessments_tenant_id_incident_id_incidents FOREIGN KEY(tenant_id, incident_id)
        REFERENCES incidents (tenant_id, id),
    CONSTRAINT ck_assessments_verdict CHECK (verdict IN ('malicious', 'suspicious', 'benign', 'inconclusive')),
    CONSTRAINT ck_assessments_confidence CHECK (confidence BETWEEN 0 AND 1)
)
    """,
)

_OWN_LISTS = (
    """
CREATE TABLE own_lists (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    added_by TEXT NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_own_lists PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_own_lists_tenant_id_type_value_kind UNIQUE (tenant_id, type, value, kind),
    CONSTRAINT ck_own_lists_kind CHECK (kind IN ('allow', 'deny')),
    CONSTRAINT ck_own_lists_value_length CHECK (octet_length(value) <= 2000),
    CONSTRAINT fk_own_lists_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id)
)
    """,
    "CREATE INDEX ix_own_lists_tenant_id_expires_at ON own_lists (tenant_id, expires_at)",
)


def upgrade() -> None:
    """Make the tables; each that holds a tenant's rows with row security."""
    for statement in (*_FACTS, *_ASSESSMENTS, *_OWN_LISTS):
        op.execute(statement)
    for table in ("facts", "assessments", "own_lists"):
        isolate(table)
