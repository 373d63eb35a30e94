"""What grouping remembers; who has dealt with an incident, and when it was resolved."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0006_grouping"
down_revision = "0005_history"
branch_labels = None
depends_on = None
contracts = None

_TABLES = (
    """
CREATE TABLE grouping_profiles (
    tenant_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    body BYTEA NOT NULL,
    CONSTRAINT pk_grouping_profiles PRIMARY KEY (tenant_id, digest),
    CONSTRAINT ck_grouping_profiles_digest CHECK (octet_length(digest) = 16)
)
    """,
    """
CREATE TABLE grouping_strands (
    tenant_id UUID NOT NULL,
    incident_id UUID NOT NULL,
    digest BYTEA NOT NULL,
    hour TIMESTAMP WITH TIME ZONE NOT NULL,
    first_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_at TIMESTAMP WITH TIME ZONE NOT NULL,
    alert_id UUID NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT pk_grouping_strands PRIMARY KEY (tenant_id, incident_id, digest, hour),
    CONSTRAINT fk_grouping_strands_tenant_id_incident_id_incidents
        FOREIGN KEY (tenant_id, incident_id) REFERENCES incidents (tenant_id, id),
    CONSTRAINT ck_grouping_strands_count_positive CHECK (count > 0)
)
 WITH (fillfactor = 80)
    """,
    "CREATE INDEX ix_grouping_strands_tenant_id_digest_hour ON grouping_strands (tenant_id, digest, hour)",
    """
CREATE TABLE grouping_keys (
    tenant_id UUID NOT NULL,
    token BYTEA NOT NULL,
    hour TIMESTAMP WITH TIME ZONE NOT NULL,
    digest BYTEA NOT NULL,
    CONSTRAINT pk_grouping_keys PRIMARY KEY (tenant_id, token, hour, digest),
    CONSTRAINT ck_grouping_keys_token CHECK (octet_length(token) = 16)
)
    """,
    """
CREATE TABLE grouping_parties (
    tenant_id UUID NOT NULL,
    token BYTEA NOT NULL,
    day DATE NOT NULL,
    party BYTEA NOT NULL,
    CONSTRAINT pk_grouping_parties PRIMARY KEY (tenant_id, token, day, party),
    CONSTRAINT ck_grouping_parties_token CHECK (octet_length(token) = 16),
    CONSTRAINT ck_grouping_parties_party CHECK (octet_length(party) = 8)
)
    """,
)
_COLUMNS = (
    "ALTER TABLE incidents ADD COLUMN handled BOOLEAN DEFAULT false NOT NULL",
    "ALTER TABLE incidents ADD COLUMN resolved_at TIMESTAMP WITH TIME ZONE",
    "ALTER TABLE incident_links ADD COLUMN profile BYTEA",
)


def upgrade() -> None:
    """Make the tables, with row security, and add the columns."""
    for statement in (*_TABLES, *_COLUMNS):
        op.execute(statement)
    for table in ("grouping_profiles", "grouping_strands", "grouping_keys", "grouping_parties"):
        isolate(table)
