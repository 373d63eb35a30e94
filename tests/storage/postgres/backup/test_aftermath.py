"""Tests of what a restored database is told of the time that it has missed."""

from pathlib import Path

from kit.backups import AFTERMATH, BACKUP, a_full_database, put_back, taken
from kit.database import TestServer
from triage_warden.core.actions.kill_switch import ScopeKind
from triage_warden.core.actions.model import ActionFilter, ActionState
from triage_warden.core.audit.model import AuditFilter
from triage_warden.core.audit.verify import ChainCheck
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT, Uuid7
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.backup.aftermath import settle
from triage_warden.storage.postgres.backup.session import session
from triage_warden.storage.postgres.queries.actions import PostgresActionReader
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.repositories.kill_switches import PostgresKillSwitch
from triage_warden.storage.postgres.unit import Database


async def test_what_was_under_way_is_left_to_a_person_and_nothing_begins(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """An action that was approved before the backup may have been carried out after it: beginning it makes two."""
    await a_full_database(database, database_url)
    manifest = await taken(database_url, tmp_path / "backup")
    async with postgres.empty() as url:
        assert await put_back(tmp_path / "backup", url) == 1
        restored = Database.open(url, max_connections=2)
        try:
            actions = await PostgresActionReader(restored).page(DEFAULT_TENANT, ActionFilter(), PageRequest())
            assert [action.state for action in actions.items] == [ActionState.UNKNOWN]
            assert "Restored from a backup of 2026-03-02 12:00:00Z" in (actions.items[0].reason or "")
            clock = SystemClock()
            switches = await PostgresKillSwitch(restored, clock, Uuid7(clock)).engaged(DEFAULT_TENANT)
            assert [switch.scope.kind for switch in switches] == [ScopeKind.EVERYTHING]
            reader = PostgresAuditReader(restored)
            for mark in manifest.tenants:
                head = await reader.head(mark.id)
                check = ChainCheck(mark.id)
                async for some in reader.walk(mark.id, AuditFilter(), upto=head.seq):
                    for entry in some:
                        check.add(entry)
                assert check.finish(head) is None
                before = await reader.entry(mark.id, mark.audit_seq)
                assert before is not None
                assert before.hash.hex() == mark.audit_hash, "the chain goes on from the backup's head"
                last = await reader.page(mark.id, AuditFilter(action="backup.restore"), PageRequest())
                assert [entry.seq for entry in last.items] == [head.seq]
                assert str(BACKUP).encode() in last.items[0].body
        finally:
            await restored.close()


async def test_a_switch_that_was_on_stays_as_it_was(database: Database, database_url: str, tmp_path: Path) -> None:
    """There is one for everything, and who threw it said why."""
    manifest = await taken(database_url, tmp_path / "backup")
    async with session(database_url) as connection:
        for _ in range(2):
            async with connection.transaction():
                assert await settle(connection, manifest, AFTERMATH) == 0
    clock = SystemClock()
    assert len(await PostgresKillSwitch(database, clock, Uuid7(clock)).engaged(DEFAULT_TENANT)) == 1
