"""Tests of backups from one end to the other."""

import base64
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest

from kit.alerts import NOON
from kit.backups import KEY, a_full_database
from kit.clock import FrozenClock
from kit.database import TestServer
from triage_warden.core.audit.model import AuditFilter
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.ids import DEFAULT_TENANT, Uuid7
from triage_warden.kernel.page import PageRequest
from triage_warden.security.envelope import Keyring, key_id_of
from triage_warden.storage.backup.errors import BackupDamaged, BackupExists, SecretsUnreadable
from triage_warden.storage.postgres.errors import SchemaPending, SchemaTooNew
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.backup import Backups
from triage_warden.wiring.settings import Settings

OTHER_KEY = bytes(range(99, 131))


def backups(url: str, key: bytes = KEY) -> Backups:
    """Return backups over a database, with a key in hand."""
    strong = "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa"
    settings = Settings(
        database_url=url,
        encryption_key=base64.b64encode(key).decode(),
        jwt_secret=strong,
        session_secret=strong,
    )
    clock = FrozenClock(NOON)
    return Backups(settings, clock, Uuid7(clock))


async def test_restored_counts_and_heads_are_the_backups(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """And secrets can be read: they were never opened on the way."""
    await a_full_database(database, database_url)
    told: list[str] = []
    created = await backups(database_url).create(tmp_path / "backup", told.append)
    assert created.sha256 == hashlib.sha256((tmp_path / "backup").read_bytes()).hexdigest()
    assert created.keys == {key_id_of(KEY): 2}
    assert "alerts" in told
    async with postgres.empty() as url:
        read: list[int] = []
        restored = await backups(url).restore(tmp_path / "backup", read.append)
        assert (restored.rows, restored.heads, restored.id) == (created.rows, created.heads, created.id)
        assert (restored.migrated, restored.actions_unknown, restored.keys_missing) == ([], 1, {})
        assert sum(read) <= 2 * created.bytes
        opened = Database.open(url, max_connections=1)
        try:
            secrets = PostgresSecrets(opened, Keyring([KEY]), FrozenClock())
            assert await secrets.get(DEFAULT_TENANT, Place(purpose="connector", name="servicenow")) == b"s"
            for head in created.heads:
                entry = await PostgresAuditReader(opened).entry(DEFAULT_TENANT, head.seq)
                assert entry is None or head.tenant != DEFAULT_TENANT or entry.hash.hex() == head.hash
        finally:
            await opened.close()


async def test_a_backup_is_on_the_record(database: Database, database_url: str, tmp_path: Path) -> None:
    """A copy of everything has left the database; the entry names its digest."""
    created = await backups(database_url).create(tmp_path / "backup", lambda _: None)
    page = await PostgresAuditReader(database).page(DEFAULT_TENANT, AuditFilter(action="backup.create"), PageRequest())
    assert [created.sha256.encode() in entry.body for entry in page.items] == [True]


async def test_it_goes_down_a_pipe_byte_for_byte(postgres: TestServer, database_url: str, tmp_path: Path) -> None:
    """So that it need not lie beside the database."""
    pipe = io.BytesIO()
    created = await backups(database_url).create(pipe, lambda _: None)
    assert (created.file, created.bytes) == ("-", len(pipe.getvalue()))
    (tmp_path / "backup").write_bytes(pipe.getvalue())
    async with postgres.empty() as url:
        assert (await backups(url).restore(tmp_path / "backup", lambda _: None)).rows == created.rows


async def test_without_the_key_nothing_is_written_unless_that_is_accepted(
    postgres: TestServer, database: Database, database_url: str, tmp_path: Path
) -> None:
    """The refusal names the keys that are needed."""
    await a_full_database(database, database_url)
    await backups(database_url).create(tmp_path / "backup", lambda _: None)
    async with postgres.empty() as url:
        with pytest.raises(SecretsUnreadable, match=key_id_of(KEY)):
            await backups(url, OTHER_KEY).restore(tmp_path / "backup", lambda _: None)
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
        await connection.close()
        restored = await backups(url, OTHER_KEY).restore(tmp_path / "backup", lambda _: None, without_keys=True)
    assert restored.keys_missing == {key_id_of(KEY): 2}


async def test_an_altered_backup_is_refused_before_anything_is_written(
    postgres: TestServer, database_url: str, tmp_path: Path
) -> None:
    """The database stays as empty as it was."""
    await backups(database_url).create(tmp_path / "backup", lambda _: None)
    content = bytearray((tmp_path / "backup").read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "backup").write_bytes(content)
    async with postgres.empty() as url:
        with pytest.raises(BackupDamaged, match="nothing was written"):
            await backups(url).restore(tmp_path / "backup", lambda _: None)
        connection = await asyncpg.connect(url)
        assert await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0
        await connection.close()


async def test_a_failed_backup_leaves_no_file(postgres: TestServer, tmp_path: Path) -> None:
    """Of a schema that is not up to date, or not there, none is made."""
    async with postgres.empty() as url:
        with pytest.raises(SchemaPending):
            await backups(url).create(tmp_path / "backup", lambda _: None)
    assert list(tmp_path.iterdir()) == []


async def test_a_newer_schema_is_left_to_its_own_version(database_url: str, tmp_path: Path) -> None:
    """This one does not know all of its tables."""
    connection = await asyncpg.connect(database_url)
    await connection.execute("UPDATE alembic_version SET version_num = '9999_later'")
    await connection.close()
    with pytest.raises(SchemaTooNew, match="make the backup with that one"):
        await backups(database_url).create(tmp_path / "backup", lambda _: None)


async def test_a_file_that_is_there_is_left_alone(database_url: str, tmp_path: Path) -> None:
    """And a folder is no file."""
    (tmp_path / "backup").write_bytes(b"another's")
    with pytest.raises(BackupExists):
        await backups(database_url).create(tmp_path / "backup", lambda _: None)
    with pytest.raises(BackupExists, match="folder"):
        await backups(database_url).create(tmp_path, lambda _: None)
    assert (tmp_path / "backup").read_bytes() == b"another's"


async def test_a_backup_without_secrets_needs_no_key(postgres: TestServer, database_url: str, tmp_path: Path) -> None:
    """Nothing of it is encrypted."""
    await backups(database_url).create(tmp_path / "backup", lambda _: None)
    async with postgres.empty() as url:
        desk = backups(url)
        keyless = replace(desk, settings=replace(desk.settings, encryption_key="not a key"))
        assert (await keyless.restore(tmp_path / "backup", lambda _: None)).keys_missing == {}
