"""Tests of entries that stand by themselves."""

from kit.audit import a_chain, an_entry, stored_chain
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.unit import Database


async def test_what_changes_nothing_is_recorded_by_itself(database: Database) -> None:
    """In a transaction of its own, several in their order; none is none."""
    log = PostgresAuditLog(database)
    await log.record(DEFAULT_TENANT, an_entry(1), an_entry(2))
    await log.record(DEFAULT_TENANT)
    assert await stored_chain(database) == a_chain(2)
