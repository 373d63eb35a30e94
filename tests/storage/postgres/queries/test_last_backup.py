"""Tests of when the newest backup was made."""

from datetime import timedelta

from sqlalchemy import text

from kit.alerts import NOON
from kit.audit import an_entry
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.last_backup import last_backup
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.unit import Database

_ASKED = """
EXPLAIN SELECT seq FROM audit_entries WHERE tenant_id = :tenant AND action = 'backup.create' ORDER BY seq DESC LIMIT 1
"""


async def test_the_newest_of_them_counts_and_nothing_else_on_the_record(database: Database) -> None:
    """A restore is none, and neither is what was done since."""
    assert await last_backup(database) is None
    log = PostgresAuditLog(database)
    for number, action in enumerate(("backup.create", "backup.create", "backup.restore", "incident.resolve"), start=1):
        await log.record(DEFAULT_TENANT, an_entry(number, action=action))
    assert await last_backup(database) == NOON + timedelta(seconds=2)


async def test_an_index_leads_to_it(database: Database) -> None:
    """Every replica asks at every scrape: it must not read a record of years."""
    async with database.read(DEFAULT_TENANT) as reading:
        await reading.execute(text("SET LOCAL enable_seqscan = off"))  # on an empty table everything else costs more
        plan = await reading.execute(text(_ASKED), {"tenant": DEFAULT_TENANT})
        lines = [row[0] for row in plan]
    assert any("ix_audit_entries_action" in line for line in lines), lines
    assert not any("Sort" in line for line in lines), lines
