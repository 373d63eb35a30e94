"""When a temporary password is over. Code that does not know the column takes it for as long as nobody uses it.

Temporary passwords that were given before stay good until they are used: how long they were meant to last is not known.
"""

from alembic import op

revision = "0017_temporary_passwords"
down_revision = "0016_service_accounts"
branch_labels = None
depends_on = None
contracts = None


def upgrade() -> None:
    """Add the column."""
    op.execute("ALTER TABLE users ADD COLUMN password_expires_at TIMESTAMP WITH TIME ZONE")
