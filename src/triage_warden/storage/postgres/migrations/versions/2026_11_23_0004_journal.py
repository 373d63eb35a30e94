"""The journal of runs and steps."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0004_journal"
down_revision = "0003_assessment"
branch_labels = None
depends_on = None
contracts = None

_RUNS = (
    """
CREATE TABLE runs (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    incident_id UUID NOT NULL,
    incident_version INTEGER NOT NULL,
    state TEXT NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_runs PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_runs_tenant_id_incident_id_incident_version UNIQUE (tenant_id, incident_id, incident_version),
    CONSTRAINT fk_runs_tenant_id_incident_id_incidents FOREIGN KEY(tenant_id, incident_id)
        REFERENCES incidents (tenant_id, id)
)
    """,
    "CREATE INDEX ix_runs_unfinished ON runs (tenant_id, started_at) WHERE ended_at IS NULL",
)

_RUN_STEPS = (
    """
CREATE TABLE run_steps (
    tenant_id UUID NOT NULL,
    run_id UUID NOT NULL,
    step TEXT NOT NULL,
    input_digest BYTEA NOT NULL,
    result BYTEA,
    attempts INTEGER DEFAULT 1 NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    error TEXT,
    CONSTRAINT pk_run_steps PRIMARY KEY (tenant_id, run_id, step),
    CONSTRAINT fk_run_steps_tenant_id_run_id_runs FOREIGN KEY(tenant_id, run_id) REFERENCES runs (tenant_id, id),
    CONSTRAINT ck_run_steps_attempts_positive CHECK (attempts > 0)
)
    """,
)


def upgrade() -> None:
    """Make the tables; each that holds a tenant's rows with row security."""
    for statement in (*_RUNS, *_RUN_STEPS):
        op.execute(statement)
    for table in ("runs", "run_steps"):
        isolate(table)
