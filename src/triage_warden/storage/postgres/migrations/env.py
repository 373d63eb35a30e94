"""What alembic runs: the connection comes from migrate.py, which holds the lock and has set the timeouts."""

from alembic import context

from triage_warden.storage.postgres.migrations.comparison import is_ours
from triage_warden.storage.postgres.migrations.contracting import raise_oldest_code
from triage_warden.storage.postgres.tables.all import METADATA

if context.is_offline_mode():
    context.configure(
        dialect_name="postgresql",
        target_metadata=METADATA,
        transaction_per_migration=True,
        on_version_apply=raise_oldest_code,
    )
else:
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        transaction_per_migration=True,
        on_version_apply=raise_oldest_code,
        compare_type=True,
        compare_server_default=True,
        include_name=is_ours,
    )
with context.begin_transaction():
    context.run_migrations()
