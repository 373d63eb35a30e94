"""Tests of taking a backup while others work."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import asyncpg
import pytest

from kit.alerts import NOON
from kit.backups import BACKUP, a_full_database, put_back, taken, write_entries
from kit.database import TestServer
from triage_warden.core.audit.chain import origin
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.backup.writer import BackupWriter
from triage_warden.storage.postgres.backup.take import TakeBackup, Wanted
from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.errors import SchemaPending
from triage_warden.storage.postgres.migrations.revisions import HEAD
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.unit import Database

WANTED = Wanted(id=BACKUP, made_at=NOON, version="0.1.0")


async def test_while_others_write_it_is_of_one_moment(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """The head of the record in it is that of the chain in it: the restore checks every link."""
    await a_full_database(database, database_url)
    heads: set[int] = set()
    async with asyncio.TaskGroup() as group:
        writers = [group.create_task(write_entries(database, DEFAULT_TENANT, 1_000_000)) for _ in range(3)]
        for number in range(5):
            manifest = await taken(database_url, tmp_path / f"backup-{number}")
            heads.add(next(mark.audit_seq for mark in manifest.tenants if mark.id == DEFAULT_TENANT))
        for writer in writers:
            writer.cancel()
    assert len(heads) > 1, "nothing was written meanwhile"
    async with postgres.empty() as url:
        await put_back(tmp_path / "backup-4", url)


async def test_it_says_what_it_is_of(database: Database, database_url: str, tmp_path: Path) -> None:
    """Revision, server, heads and keys."""
    await a_full_database(database, database_url)
    manifest = await taken(database_url, tmp_path / "backup")
    assert (manifest.origin.id, manifest.origin.made_at, manifest.origin.revision) == (BACKUP, NOON, HEAD)
    assert manifest.origin.server.startswith("PostgreSQL 1")
    assert len(manifest.keys) == 1
    for mark in manifest.tenants:
        head = await PostgresAuditReader(database).head(mark.id)
        assert (mark.audit_seq, mark.audit_hash) == (head.seq, head.hash.hex())
    counters = [(each.table, each.column, each.used) for each in manifest.counters]
    assert ("incident_timeline", "position", True) in counters


async def test_the_next_day_is_made_while_it_is_taken(database: Database, database_url: str, tmp_path: Path) -> None:
    """It waits for nobody who reads the default partition: intake would wait behind it."""
    made: list[int] = []

    def make_a_day() -> int:
        async def make() -> int:
            other = Database.open(database_url, max_connections=1, statement_timeout=5.0)
            try:
                return await ensure_alert_days(other, date(2031, 1, 1), date(2031, 1, 1))
            finally:
                await other.close()

        return asyncio.run(make())

    def tell(table: str) -> None:
        if table == "tenants":  # by now the default partition has been read
            with ThreadPoolExecutor(1) as pool:
                made.append(pool.submit(make_a_day).result(30))

    with (tmp_path / "backup").open("wb") as file:
        await TakeBackup(database_url, tell)(BackupWriter(file), WANTED)
    assert made == [1]
    del database


async def test_a_tenant_without_a_record_has_the_origin_as_its_head(database_url: str, tmp_path: Path) -> None:
    """Nothing was done yet."""
    manifest = await taken(database_url, tmp_path / "backup")
    assert [(mark.audit_seq, mark.audit_hash) for mark in manifest.tenants] == [(0, origin(DEFAULT_TENANT).hex())]


async def test_a_database_that_is_not_ours_is_refused(postgres: TestServer, tmp_path: Path) -> None:
    """There is nothing to back up."""
    async with postgres.empty() as url:
        connection = await asyncpg.connect(url)
        await connection.execute("CREATE TABLE tenants (id uuid)")
        await connection.close()
        with pytest.raises(SchemaPending, match="no schema of ours"):
            await taken(url, tmp_path / "backup")
