"""Tests of holding what was loaded against what a backup says."""

from pathlib import Path

import msgspec
import pytest

from kit.audit import as_superuser
from kit.backups import a_full_database, put_back, taken
from kit.database import TestServer
from triage_warden.storage.backup.errors import BackupDisagrees
from triage_warden.storage.postgres.backup.held_rows import hold_against
from triage_warden.storage.postgres.backup.session import session
from triage_warden.storage.postgres.unit import Database


async def test_a_record_that_was_changed_before_the_backup_is_found_by_the_restore(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """The file is whole, but what it holds was tampered with."""
    await a_full_database(database, database_url)
    name = database_url.rpartition("@/")[2].partition("?")[0]
    superuser = postgres.superuser_url_of(name)
    await as_superuser(
        superuser, "UPDATE audit_entries SET body = replace(body::text, 'test.write', 'test.wrote')::json WHERE seq = 2"
    )
    await taken(database_url, tmp_path / "backup")
    async with postgres.empty() as url:
        with pytest.raises(BackupDisagrees, match=r"broken at entry 2 \(altered\)"):
            await put_back(tmp_path / "backup", url)


async def test_a_head_that_is_not_the_backups_is_found(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """And a table with other rows than it should have."""
    await a_full_database(database, database_url)
    manifest = await taken(database_url, tmp_path / "backup")
    name = database_url.rpartition("@/")[2].partition("?")[0]
    async with session(postgres.superuser_url_of(name)) as connection, connection.transaction():
        await hold_against(connection, manifest)
        mark = manifest.tenants[0]
        wrong = msgspec.structs.replace(mark, audit_hash="00" * 32)
        with pytest.raises(BackupDisagrees, match="record"):
            await hold_against(connection, msgspec.structs.replace(manifest, tenants=(wrong,)))
        short = msgspec.structs.replace(mark, audit_seq=mark.audit_seq - 1)
        with pytest.raises(BackupDisagrees, match="record"):
            await hold_against(connection, msgspec.structs.replace(manifest, tenants=(short,)))
