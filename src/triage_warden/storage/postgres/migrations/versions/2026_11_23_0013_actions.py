"""Actions with their attempts, and the kill switches."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0013_actions"
down_revision = "0012_leadership"
branch_labels = None
depends_on = None
contracts = None

_SWITCH = """
    id UUID NOT NULL,
    reason TEXT NOT NULL,
    engaged_by TEXT NOT NULL,
    engaged_at TIMESTAMP WITH TIME ZONE NOT NULL,
    released_by TEXT,
    released_at TIMESTAMP WITH TIME ZONE,
    release_reason TEXT,
"""
_STATEMENTS = (
    """
CREATE TABLE actions (
    tenant_id UUID NOT NULL,
    id UUID NOT NULL,
    incident_id UUID NOT NULL,
    incident_number TEXT NOT NULL,
    request_key UUID NOT NULL,
    verb TEXT NOT NULL,
    parameters BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    connector TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    requested_at TIMESTAMP WITH TIME ZONE NOT NULL,
    approved_by TEXT,
    approved_at TIMESTAMP WITH TIME ZONE,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    receipt BYTEA,
    reason TEXT,
    settled_by TEXT,
    CONSTRAINT pk_actions PRIMARY KEY (tenant_id, id),
    CONSTRAINT uq_actions_tenant_id_request_key UNIQUE (tenant_id, request_key),
    CONSTRAINT fk_actions_tenant_id_incident_id_incidents FOREIGN KEY (tenant_id, incident_id)
        REFERENCES incidents (tenant_id, id),
    CONSTRAINT ck_actions_state_known
        CHECK (state IN ('requested', 'approved', 'running', 'done', 'failed', 'unknown', 'refused')),
    CONSTRAINT ck_actions_done_has_receipt
        CHECK (state <> 'done' OR receipt IS NOT NULL OR settled_by IS NOT NULL)
)
    """,
    "CREATE INDEX ix_actions_tenant_id_incident_id ON actions (tenant_id, incident_id)",
    "CREATE INDEX ix_actions_tenant_id_requested_at_id ON actions (tenant_id, requested_at, id)",
    """
CREATE TABLE action_attempts (
    tenant_id UUID NOT NULL,
    action_id UUID NOT NULL,
    number INTEGER NOT NULL,
    worker TEXT NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    settle_after TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT,
    error TEXT,
    asked INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_action_attempts PRIMARY KEY (tenant_id, action_id, number),
    CONSTRAINT fk_action_attempts_tenant_id_action_id_actions FOREIGN KEY (tenant_id, action_id)
        REFERENCES actions (tenant_id, id),
    CONSTRAINT ck_action_attempts_number_positive CHECK (number > 0)
)
    """,
    f"""
CREATE TABLE kill_switches ({_SWITCH}
    verb TEXT,
    CONSTRAINT pk_kill_switches PRIMARY KEY (id),
    CONSTRAINT ck_kill_switches_released_by_somebody CHECK ((released_at IS NULL) = (released_by IS NULL))
)
    """,
    "CREATE UNIQUE INDEX uq_kill_switches_engaged ON kill_switches ((COALESCE(verb, ''))) WHERE released_at IS NULL",
    f"""
CREATE TABLE tenant_kill_switches (
    tenant_id UUID NOT NULL, {_SWITCH}
    CONSTRAINT pk_tenant_kill_switches PRIMARY KEY (tenant_id, id),
    CONSTRAINT ck_tenant_kill_switches_released_by_somebody CHECK ((released_at IS NULL) = (released_by IS NULL))
)
    """,
    """
CREATE UNIQUE INDEX uq_tenant_kill_switches_engaged ON tenant_kill_switches (tenant_id) WHERE released_at IS NULL
    """,
)


def upgrade() -> None:
    """Make the tables; each that holds a tenant's rows with row security."""
    for statement in _STATEMENTS:
        op.execute(statement)
    for table in ("actions", "action_attempts", "tenant_kill_switches"):
        isolate(table)
