"""Tests of putting a backup back."""

from pathlib import Path

import asyncpg
import msgspec
import pytest

from kit.backups import AFTERMATH, BACKUP, CHANGED_BY_A_RESTORE, a_full_database, everything_in, put_back, taken
from kit.database import TestServer
from triage_warden.storage.backup.errors import BackupDisagrees, BackupTooNew, DatabaseInUse, DatabaseNotEmpty
from triage_warden.storage.backup.model import Manifest
from triage_warden.storage.backup.reader import check
from triage_warden.storage.postgres.backup.restore import UNDER_WAY, RestoreBackup
from triage_warden.storage.postgres.migrate import migrate, status
from triage_warden.storage.postgres.migrations.revisions import HEAD, REVISIONS
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database


async def test_everything_comes_back_as_it_was(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """Row by row, over two tenants: odd text, bytes, arrays, JSON, numbers, times without end."""
    await a_full_database(database, database_url)
    before = await everything_in(postgres, database_url)
    manifest = await taken(database_url, tmp_path / "backup")
    async with postgres.empty() as url:
        await put_back(tmp_path / "backup", url)
        after = await everything_in(postgres, url)
    assert after.keys() == before.keys()
    same = before.keys() - CHANGED_BY_A_RESTORE
    assert {table: after[table] for table in same} == {table: before[table] for table in same}
    assert all(len(before[table.name]) == table.rows for table in manifest.tables)
    assert sum(len(before[name]) for name in ("alerts", "facts", "quarantine", "secrets", "actions")) > 160


async def test_row_security_and_counters_are_as_migrations_make_them(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """Every table that had it has it again, and is forced to; what the server counts goes on."""
    await a_full_database(database, database_url)
    await taken(database_url, tmp_path / "backup")
    secured = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND NOT relispartition"
    count = "SELECT last_value FROM incident_timeline_position_seq"
    async with postgres.empty() as url:
        await put_back(tmp_path / "backup", url)
        old, new = await asyncpg.connect(database_url), await asyncpg.connect(url)
        try:
            assert {row[0] for row in await new.fetch(secured)} == {row[0] for row in await old.fetch(secured)}
            assert await new.fetchval(count) > await old.fetchval(count)  # the restore itself has written a line
            assert await new.fetchval("SELECT count(*) FROM alerts") == 0, "no tenant, no rows"
        finally:
            await old.close()
            await new.close()


async def test_a_backup_of_an_older_schema_is_migrated_forward(postgres: TestServer, tmp_path: Path) -> None:
    """It is loaded into the schema of its time first."""
    async with postgres.empty() as old, postgres.empty() as url:
        await at_revision(old, REVISIONS[-2])
        manifest = await taken(old, tmp_path / "backup")
        assert manifest.origin.revision == REVISIONS[-2]
        await put_back(tmp_path / "backup", url)
        assert (await status(url)).pending == [HEAD]
        assert await migrate(url) == [HEAD]
        assert (await status(url)).pending == []


async def at_revision(url: str, revision: str) -> None:
    """Bring an empty database to a revision."""
    from triage_warden.storage.postgres.migrate import to_oneself

    async with to_oneself(url) as upgrade:
        await upgrade(revision)


async def test_a_database_with_anything_in_it_is_refused_and_left_alone(
    postgres: TestServer, database_url: str, tmp_path: Path
) -> None:
    """A wrong DATABASE_URL must not cost what is there."""
    await taken(database_url, tmp_path / "backup")
    before = await everything_in(postgres, database_url)
    with pytest.raises(DatabaseNotEmpty, match="tables"):
        await put_back(tmp_path / "backup", database_url)
    assert await everything_in(postgres, database_url) == before


async def test_a_process_that_waits_for_the_schema_is_told_to_stop_first(
    postgres: TestServer, database_url: str, tmp_path: Path
) -> None:
    """It would begin to work as soon as there is one, before the rows are there."""
    await taken(database_url, tmp_path / "backup")
    async with postgres.empty() as url:
        waiting = Database.open(url, max_connections=1)
        try:
            assert await waiting.schema_state() is SchemaState.OLDER
            with pytest.raises(DatabaseInUse, match="1 connections"):
                await put_back(tmp_path / "backup", url)
        finally:
            await waiting.close()
        assert await everything_in(postgres, url) == {}


async def test_what_disagrees_is_not_kept_and_nobody_works_on_what_is_left(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """As after a crash: the database says that a restore was under way, and takes neither work nor another restore."""
    await a_full_database(database, database_url)
    await taken(database_url, tmp_path / "backup")
    manifest = check(tmp_path / "backup", lambda _: None)
    async with postgres.empty() as url:
        restore = RestoreBackup(url, lambda _: None, AFTERMATH)
        with pytest.raises(BackupDisagrees, match="alerts has 1 rows and should have 2"):
            await restore(tmp_path / "backup", with_one_more_alert(manifest))
        found = await status(url)
        assert (found.ahead, found.supported) == (UNDER_WAY, False)
        assert (await everything_in(postgres, url))["alerts"] == []
        with pytest.raises(DatabaseNotEmpty, match="interrupted"):
            await restore(tmp_path / "backup", manifest)


def with_one_more_alert(manifest: Manifest) -> Manifest:
    """Return a description that is not true."""
    tables = [msgspec.structs.replace(table, rows=table.rows + (table.name == "alerts")) for table in manifest.tables]
    return msgspec.structs.replace(manifest, tables=tuple(tables))


async def test_a_revision_that_nobody_knows_is_refused_before_anything_is_written(
    postgres: TestServer, database_url: str, tmp_path: Path
) -> None:
    """A newer version made it."""
    manifest = await taken(database_url, tmp_path / "backup")
    origin = msgspec.structs.replace(manifest.origin, revision="9999_later")
    async with postgres.empty() as url:
        with pytest.raises(BackupTooNew):
            await RestoreBackup(url, lambda _: None, AFTERMATH)(
                tmp_path / "backup", msgspec.structs.replace(manifest, origin=origin)
            )
        assert await everything_in(postgres, url) == {}


async def test_a_superusers_account_restores_as_well(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """Many an external database is given with one."""
    await a_full_database(database, database_url)
    manifest = await taken(database_url, tmp_path / "backup")
    async with postgres.empty() as url:
        name = url.rpartition("@/")[2].partition("?")[0]
        assert await put_back(tmp_path / "backup", postgres.superuser_url_of(name)) == 1
        rows = await everything_in(postgres, url)
    assert all(len(rows[each.name]) >= each.rows for each in manifest.tables)
    assert manifest.origin.id == BACKUP
