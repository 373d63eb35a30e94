"""Incidents, links, timeline, sightings."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0002_incidents"
down_revision = "0001_alerts"
branch_labels = None
depends_on = None
contracts = None

_INCIDENTS = (
    """
CREATE TABLE incidents (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    severity TEXT NOT NULL,
    verdict TEXT,
    confidence DOUBLE PRECISION,
    category TEXT,
    alert_count INTEGER NOT NULL,
    sources TEXT[] NOT NULL,
    entities JSONB NOT NULL,
    first_alert_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_alert_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    assessed_version INTEGER DEFAULT 0 NOT NULL,
    assignee TEXT,
    reopened INTEGER DEFAULT 0 NOT NULL,
    disposition TEXT,
    resolution_reason TEXT,
    merged_into UUID,
    CONSTRAINT pk_incidents PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_incidents_tenant_id_number UNIQUE (tenant_id, number),
    CONSTRAINT fk_incidents_tenant_id_tenants FOREIGN KEY(tenant_id) REFERENCES tenants (id),
    CONSTRAINT fk_incidents_tenant_id_merged_into_incidents FOREIGN KEY(tenant_id, merged_into)
        REFERENCES incidents (tenant_id, id),
    CONSTRAINT ck_incidents_severity CHECK (severity IN ('informational', 'low', 'medium', 'high', 'critical')),
    CONSTRAINT ck_incidents_status CHECK (status IN ('new', 'triaging', 'open', 'resolved', 'closed')),
    CONSTRAINT ck_incidents_verdict CHECK (verdict IN ('malicious', 'suspicious', 'benign', 'inconclusive')),
    CONSTRAINT ck_incidents_confidence CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT ck_incidents_disposition
        CHECK (disposition IN ('true_positive', 'benign_positive', 'false_positive', 'undetermined')),
    CONSTRAINT ck_incidents_assessed_version CHECK (assessed_version <= version)
)
 WITH (fillfactor = 80)
    """,
    "CREATE INDEX ix_incidents_latest ON incidents (tenant_id, updated_at, id)",
    "CREATE INDEX ix_incidents_status ON incidents (tenant_id, status, updated_at, id)",
    """
CREATE INDEX ix_incidents_unassessed ON incidents (tenant_id, updated_at)
        WHERE assessed_version < version AND merged_into IS NULL
    """,
)

_INCIDENT_NUMBERS = (
    """
CREATE TABLE incident_numbers (
    tenant_id UUID NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_incident_numbers PRIMARY KEY (tenant_id, year)
)
    """,
)

_INCIDENT_LINKS = (
    """
CREATE TABLE incident_links (
    tenant_id UUID NOT NULL,
    alert_id UUID NOT NULL,
    incident_id UUID NOT NULL,
    tied_to UUID,
    reason TEXT NOT NULL,
    weight DOUBLE PRECISION NOT NULL,
    shared JSONB NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_incident_links PRIMARY KEY (tenant_id, alert_id),
    CONSTRAINT fk_incident_links_tenant_id_incident_id_incidents FOREIGN KEY(tenant_id, incident_id)
        REFERENCES incidents (tenant_id, id)
)
    """,
    """
CREATE INDEX ix_incident_links_tenant_id_incident_id_occurred_at_alert_id
    ON incident_links (tenant_id, incident_id, occurred_at, alert_id)
    """,
)

_INCIDENT_TIMELINE = (
    """
CREATE TABLE incident_timeline (
    tenant_id UUID NOT NULL,
    incident_id UUID NOT NULL,
    position BIGINT GENERATED ALWAYS AS IDENTITY,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    actor TEXT DEFAULT 'system' NOT NULL,
    CONSTRAINT pk_incident_timeline PRIMARY KEY (tenant_id, incident_id, position),
    CONSTRAINT fk_incident_timeline_tenant_id_incident_id_incidents FOREIGN KEY(tenant_id, incident_id)
        REFERENCES incidents (tenant_id, id)
)
    """,
)

_SIGHTINGS = (
    """
CREATE TABLE sightings (
    tenant_id UUID NOT NULL,
    value_key BYTEA NOT NULL,
    day DATE NOT NULL,
    alert_id UUID NOT NULL,
    role TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    occurred_at TIMESTAMP WITH TIME ZONE NOT NULL,
    incident_id UUID,
    CONSTRAINT pk_sightings PRIMARY KEY (tenant_id, value_key, day, alert_id, role),
    CONSTRAINT ck_sightings_value_key CHECK (octet_length(value_key) = 16)
)
    """,
    "CREATE INDEX ix_sightings_tenant_id_alert_id ON sightings (tenant_id, alert_id)",
)


def upgrade() -> None:
    """Make the tables; each that holds a tenant's rows with row security."""
    for statement in (*_INCIDENTS, *_INCIDENT_NUMBERS, *_INCIDENT_LINKS, *_INCIDENT_TIMELINE, *_SIGHTINGS):
        op.execute(statement)
    for table in ("incidents", "incident_numbers", "incident_links", "incident_timeline", "sightings"):
        isolate(table)
