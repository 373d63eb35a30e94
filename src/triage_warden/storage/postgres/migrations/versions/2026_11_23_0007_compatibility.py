"""How old code may be that works on this schema."""

from alembic import op

revision = "0007_compatibility"
down_revision = "0006_grouping"
branch_labels = None
depends_on = None
contracts = None

_TABLE = """
CREATE TABLE schema_compatibility (
    only_row BOOLEAN DEFAULT true NOT NULL,
    oldest_code TEXT NOT NULL,
    queue_version TEXT,
    CONSTRAINT pk_schema_compatibility PRIMARY KEY (only_row),
    CONSTRAINT ck_schema_compatibility_one_row CHECK (only_row)
)
"""


def upgrade() -> None:
    """Make the table, with its one row; code from before 0006 groups in another way."""
    op.execute(_TABLE)
    op.execute("INSERT INTO schema_compatibility (oldest_code) VALUES ('0006_grouping')")
