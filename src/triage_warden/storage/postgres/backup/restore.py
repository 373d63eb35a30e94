"""Put a backup back: into an empty database, all of it or nothing, and nobody works on it before it is whole."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import asyncpg

from triage_warden.storage.backup.errors import BackupDisagrees, BackupTooNew, DatabaseInUse, DatabaseNotEmpty
from triage_warden.storage.backup.model import Manifest
from triage_warden.storage.backup.reader import Rows, Tell, sections
from triage_warden.storage.postgres.backup.aftermath import Aftermath, settle
from triage_warden.storage.postgres.backup.held_rows import hold_against
from triage_warden.storage.postgres.backup.session import PLAIN, session
from triage_warden.storage.postgres.days import ENSURE_DAYS
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.migrate import to_oneself
from triage_warden.storage.postgres.migrations.revisions import REVISIONS

UNDER_WAY: Final = "restore_in_progress"
"""Stands for the schema's revision meanwhile: no version of ours works on it."""


@dataclass(frozen=True, slots=True)
class RestoreBackup:
    """Loads a backup that was checked into the database under a URL, by the account that owns it."""

    url: str
    tell: Tell
    aftermath: Aftermath

    async def __call__(self, path: Path, manifest: Manifest) -> int:
        """Load it, and return how many actions are left to a person; the schema is then at the backup's revision.

        One transaction loads, compares and commits. Until then the database says that a restore is under way, also
        after a crash: then it is not empty, and of no use but to be dropped.

        Raises:
            DatabaseInUse: a process of ours waits there for a schema, and would begin too early.
            DatabaseNotEmpty: there are tables in it.
            BackupTooNew: a revision that this version does not know.
            BackupDisagrees: what was loaded is not what the backup says.
        """
        if manifest.origin.revision not in REVISIONS:
            raise BackupTooNew(revision=manifest.origin.revision)
        async with session(self.url) as connection:
            await _refuse_unless_empty(connection)
            await _refuse_unless_alone(connection)
        async with session(self.url) as connection, to_oneself(self.url) as upgrade:
            await _refuse_unless_empty(connection)
            await upgrade(manifest.origin.revision)
            await connection.execute(_UNDER_WAY.format(revision=UNDER_WAY))
            async with connection.transaction():
                await connection.execute(PLAIN)
                await self._load(connection, path, manifest)
                unknown = await settle(connection, manifest, self.aftermath)
                await connection.execute(_REVISION, manifest.origin.revision)
                await connection.execute(_OLDEST, manifest.origin.oldest_code)
            await connection.execute("ANALYZE")
        return unknown

    async def _load(self, connection: Driver, path: Path, manifest: Manifest) -> None:
        for table in manifest.tables:
            await connection.execute(f'ALTER TABLE "{table.name}" NO FORCE ROW LEVEL SECURITY')
        await connection.execute(_TENANTS_ASIDE)
        for day in manifest.alert_days:
            await connection.execute(ENSURE_DAYS, day, day)
        with sections(path, self.tell) as every:
            for rows in every:
                await _copy(connection, rows, _ASIDE if rows.section.table == "tenants" else rows.section.table)
                if rows.section.table == "tenants":
                    await connection.execute(_tenants_in(rows.section.columns))
        for each in manifest.counters:
            await connection.execute(_COUNT_ON, f'"{each.table}"', each.column, each.last, each.used)
        await hold_against(connection, manifest)
        secured = {row["name"] for row in await connection.fetch(_SECURED)}
        for table in manifest.tables:
            if table.name in secured:
                await connection.execute(f'ALTER TABLE "{table.name}" FORCE ROW LEVEL SECURITY')


async def _copy(connection: Driver, rows: Rows, into: str) -> None:
    section = rows.section
    try:
        await connection.copy_to_table(
            into, source=_waited_for(rows.pieces), columns=list(section.columns), format="text"
        )
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as error:
        raise BackupDisagrees(detail=f"The rows of {section.table} cannot be loaded: {error}") from error


def _tenants_in(columns: tuple[str, ...]) -> str:
    """Return what takes them in: the migrations have made the first already, and none can be deleted."""
    names = ", ".join(f'"{name}"' for name in columns)
    anew = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in columns if name != "id")
    return f"INSERT INTO tenants ({names}) SELECT {names} FROM {_ASIDE} ON CONFLICT (id) DO UPDATE SET {anew}"  # noqa: S608  # names of ours


async def _waited_for(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


async def _refuse_unless_alone(connection: Driver) -> None:
    others = await connection.fetchval(_OTHERS)
    if others:
        raise DatabaseInUse(
            detail=f"{others} connections of Triage Warden to this database are open; stop every process that uses it."
        )


async def _refuse_unless_empty(connection: Driver) -> None:
    there = [row["name"] for row in await connection.fetch(_TABLES)]
    if not there:
        return
    if "alembic_version" in there and await connection.fetchval("SELECT version_num FROM alembic_version") == UNDER_WAY:
        raise DatabaseNotEmpty(
            detail="A restore into this database was interrupted; drop the database, make it anew, and begin again."
        )
    shown = ", ".join(there[:3]) + (", …" if len(there) > 3 else "")  # noqa: PLR2004  # enough to know it by
    raise DatabaseNotEmpty(
        detail=f"The database is not empty: it holds {len(there)} tables ({shown}). A backup is restored into an "
        "empty one; make a new database, or set TW_DATA_DIR to a new folder.",
    )


_OTHERS: Final = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'triage-warden%'
"""
_TABLES: Final = """
SELECT relname::text AS name FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname
"""
_SECURED: Final = """
SELECT relname::text AS name FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
"""
_UNDER_WAY: Final = """
BEGIN;
UPDATE alembic_version SET version_num = '{revision}';
UPDATE schema_compatibility SET oldest_code = '{revision}';
COMMIT;
"""
_ASIDE: Final = "restored_tenants"
_TENANTS_ASIDE: Final = f"CREATE TEMPORARY TABLE {_ASIDE} (LIKE tenants) ON COMMIT DROP"
_COUNT_ON: Final = "SELECT setval(pg_get_serial_sequence($1, $2), $3, $4)"
_REVISION: Final = "UPDATE alembic_version SET version_num = $1"
_OLDEST: Final = "UPDATE schema_compatibility SET oldest_code = $1"
