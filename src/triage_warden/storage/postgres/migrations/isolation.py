"""Row security, the same for every table that holds a tenant's rows."""

from alembic import op

from triage_warden.storage.postgres.tenant_setting import SETTING


def isolate(table: str) -> None:
    """Let only rows of the transaction's tenant be seen or written; of none, where none is set.

    FORCE, because the owner of a table is otherwise exempt and we connect as the owner. The sub-select makes the
    setting be read once per statement, not once per row; NULLIF, because a setting that was local to an earlier
    transaction reads as '' afterwards.
    """
    own = f"tenant_id = (SELECT NULLIF(current_setting('{SETTING}', true), '')::uuid)"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant_isolation ON {table} USING ({own}) WITH CHECK ({own})")
