"""Tests of bringing the schema up to date."""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from pathlib import Path

import asyncpg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from kit.database import TestServer
from triage_warden.storage.postgres import migrate as module
from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import DatabaseDown, DatabaseRefuses, MigrationFailed, SchemaTooNew
from triage_warden.storage.postgres.migrate import dry_run, migrate, status
from triage_warden.storage.postgres.migrations.comparison import is_ours
from triage_warden.storage.postgres.migrations.revisions import REVISIONS
from triage_warden.storage.postgres.tables.all import METADATA
from triage_warden.storage.postgres.unit import Database


@pytest.fixture
async def empty(postgres: TestServer) -> AsyncGenerator[str]:
    """Return the URL of a database without a schema."""
    name = f"empty_{secrets.token_hex(6)}"
    administrator = await asyncpg.connect(postgres.superuser_url)
    await administrator.execute(f"CREATE DATABASE {name} OWNER triage_warden")
    yield postgres.url_of(name)
    await administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await administrator.close()


async def test_applies_everything_once(empty: str) -> None:
    """The first call applies every revision in order, the second none."""
    assert await migrate(empty) == list(REVISIONS)
    assert await migrate(empty) == []


async def test_tells_what_is_applied_and_pending(empty: str) -> None:
    """Before, everything is pending; afterwards everything is applied."""
    assert (await status(empty)).pending == list(REVISIONS)
    await migrate(empty)
    after = await status(empty)
    assert (after.applied, after.pending) == (list(REVISIONS), [])


async def test_a_dry_run_shows_the_sql_and_changes_nothing(empty: str) -> None:
    """What is printed brings an empty database to the same revision when psql runs it."""
    sql = await dry_run(empty)
    assert (await status(empty)).applied == []
    connection = await asyncpg.connect(empty)
    for statement in sql.split(";\n\n"):  # one by one, as psql does: some may not be in one transaction with others
        if statement.strip():
            await connection.execute(statement)
    await connection.close()
    assert (await status(empty)).pending == []
    assert await dry_run(empty) == ""


async def test_of_many_at_once_one_migrates(empty: str) -> None:
    """Processes that start together wait for the one that does it."""
    answers = await asyncio.gather(*(migrate(empty) for _ in range(5)))
    assert sorted(map(len, answers)) == [0, 0, 0, 0, len(REVISIONS)]


async def test_further_steps_run_under_the_lock_every_time(empty: str) -> None:
    """The queue's tables are made beside ours, by one process at a time."""
    running = 0

    async def step(connection: Driver) -> None:
        nonlocal running
        running += 1
        assert running == 1
        await connection.execute("CREATE TABLE IF NOT EXISTS queue_of_a_test (id int)")
        await asyncio.sleep(0.05)
        running -= 1

    await asyncio.gather(*(migrate(empty, also=[step]) for _ in range(3)))


async def test_a_failed_revision_leaves_nothing_of_itself(empty: str) -> None:
    """A revision is one transaction: what stood before it stays, of it nothing is kept."""
    connection = await asyncpg.connect(empty)
    await connection.execute("CREATE TABLE incident_links (in_the_way int)")
    with pytest.raises(MigrationFailed, match="incident_links"):
        await migrate(empty)
    assert (await status(empty)).applied == ["0001_alerts"]
    assert await connection.fetchval("SELECT to_regclass('incidents')") is None
    await connection.execute("DROP TABLE incident_links")
    await connection.close()
    assert await migrate(empty) == list(REVISIONS[1:])


async def test_a_lock_that_is_held_ends_the_attempt(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration does not queue behind a long transaction and make every query queue behind it."""
    await migrate(empty)
    holder = await asyncpg.connect(empty)
    await holder.execute("UPDATE alembic_version SET version_num = '0003_assessment'; DROP TABLE run_steps, runs")
    async with holder.transaction():
        await holder.execute("LOCK TABLE incidents IN ACCESS EXCLUSIVE MODE")
        monkeypatch.setattr(module, "_TIMEOUTS", {"lock_timeout": "200ms"})
        with pytest.raises(MigrationFailed, match="lock timeout"):
            await migrate(empty)
    await holder.close()


async def test_a_newer_database_is_left_alone(empty: str) -> None:
    """An older version of us does not touch what a newer one made."""
    await migrate(empty)
    connection = await asyncpg.connect(empty)
    await connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    await connection.execute("UPDATE schema_compatibility SET oldest_code = '9998_later'")
    await connection.close()
    for call in (migrate, dry_run):
        with pytest.raises(SchemaTooNew):
            await call(empty)
    told = await status(empty)
    assert (told.ahead, told.supported) == ("9999_future", False)


async def test_a_newer_database_that_bears_us_is_used_as_it_is(empty: str) -> None:
    """A replica of the version before may start while a fleet is upgraded; it touches no table, the queue's neither."""
    await migrate(empty)
    connection = await asyncpg.connect(empty)
    await connection.execute("UPDATE alembic_version SET version_num = '9999_future'")
    await connection.execute("UPDATE schema_compatibility SET oldest_code = $1", REVISIONS[-1])
    await connection.close()

    async def never(_: Driver) -> None:
        pytest.fail("an older version changed the queue's tables")

    assert await migrate(empty, also=[never]) == []
    assert await dry_run(empty) == ""
    told = await status(empty)
    assert (told.ahead, told.oldest_code, told.supported) == ("9999_future", REVISIONS[-1], True)


async def test_says_why_no_connection_comes_about(postgres: TestServer) -> None:
    """Nobody there, and a database that does not exist, are told apart."""
    with pytest.raises(DatabaseRefuses, match="does not exist"):
        await migrate(postgres.url_of("no_such_database"))
    with pytest.raises(DatabaseDown):
        await migrate("postgresql://u@127.0.0.1:1/db")


async def test_tables_in_code_are_the_tables_in_the_database(database: Database) -> None:
    """`alembic check`: nobody changed a table without a migration, or the other way round."""

    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "include_name": is_ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_revisions_are_those_of_the_files() -> None:
    """The list that readiness compares with is the one that alembic follows."""
    config = Config()
    config.set_main_option("script_location", str(Path(module.__file__).parent / "migrations"))
    walked = [revision.revision for revision in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(walked)) == REVISIONS


async def test_every_constraint_has_a_name_of_ours(database: Database) -> None:
    """Names are given, not made up by the server, so that a later migration can name what it changes."""
    async with database.system() as system:
        rows = await system.raw.fetch(
            "SELECT c.conname, c.conrelid::regclass::text AS owner FROM pg_constraint c JOIN pg_class t ON t.oid = "
            "c.conrelid WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition "
            "AND c.contype IN ('c', 'f', 'p', 'u')",
        )
    named = {row["conname"] for row in rows if row["owner"] in METADATA.tables}
    assert named
    assert {name for name in named if not name.startswith(("ck_", "fk_", "pk_", "uq_"))} == set()
