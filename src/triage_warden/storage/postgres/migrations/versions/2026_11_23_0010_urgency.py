"""When a waiting alert is due, by severity and age: the order in which they are grouped.

Code that does not know the column goes on: its alerts count as informational, and its own order is sorted out of the
few that wait.
"""

from alembic import op

revision = "0010_urgency"
down_revision = "0009_people"
branch_labels = None
depends_on = None
contracts = None


def upgrade() -> None:
    """Add the column, and order what waits by it; may be begun again where it was cut off."""
    op.execute(
        "ALTER TABLE alert_fingerprints "
        "ADD COLUMN IF NOT EXISTS due_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL",
    )
    with op.get_context().autocommit_block():
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_alert_fingerprints_waiting")  # half built, if at all
        op.execute(
            """
CREATE INDEX CONCURRENTLY ix_alert_fingerprints_waiting ON alert_fingerprints (tenant_id, due_at, alert_id)
WHERE grouped_at IS NULL
            """,
        )
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_alert_fingerprints_ungrouped")
