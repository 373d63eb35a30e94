"""How often each rule fired on each entity, by day."""

from alembic import op

from triage_warden.storage.postgres.migrations.isolation import isolate

revision = "0005_history"
down_revision = "0004_journal"
branch_labels = None
depends_on = None
contracts = None


def upgrade() -> None:
    """Make the table, with row security."""
    op.execute(
        """
CREATE TABLE rule_days (
    tenant_id UUID NOT NULL,
    rule_key BYTEA NOT NULL,
    entity_key BYTEA NOT NULL,
    day DATE NOT NULL,
    source TEXT NOT NULL,
    alerts INTEGER NOT NULL,
    CONSTRAINT pk_rule_days PRIMARY KEY (tenant_id, rule_key, entity_key, day),
    CONSTRAINT ck_rule_days_rule_key CHECK (octet_length(rule_key) = 16),
    CONSTRAINT ck_rule_days_entity_key CHECK (octet_length(entity_key) = 16),
    CONSTRAINT ck_rule_days_alerts_positive CHECK (alerts > 0)
)
 WITH (fillfactor = 80)
        """,
    )
    op.execute("CREATE INDEX ix_rule_days_tenant_id_source_day ON rule_days (tenant_id, source, day)")
    isolate("rule_days")
