"""A process waits for a schema that something else migrates, and does nothing on one that is not there."""

import asyncio
import secrets
from collections.abc import AsyncGenerator

import asyncpg
import pytest

from kit.database import TestServer
from triage_warden.storage.postgres.errors import DatabaseDown, SchemaTooNew
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.database import bring_up_to_date
from triage_warden.wiring.schema import ReachSchema


@pytest.fixture
async def empty(postgres: TestServer) -> AsyncGenerator[str]:
    """Return the URL of a database without a schema."""
    name = f"empty_{secrets.token_hex(6)}"
    administrator = await asyncpg.connect(postgres.superuser_url)
    await administrator.execute(f"CREATE DATABASE {name} OWNER triage_warden")
    yield postgres.url_of(name)
    await administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await administrator.close()


async def test_it_migrates_and_tells(empty: str) -> None:
    """The usual way."""
    told = list[str]()
    database = Database.open(empty)
    await ReachSchema(database, empty, migrates=True, tell=told.append)()
    assert await database.schema_state() is SchemaState.SAME
    assert len(told) == 1
    await database.close()


async def test_where_it_may_not_it_waits_until_somebody_else_has(empty: str) -> None:
    """It changes nothing itself."""
    told = list[str]()
    database = Database.open(empty)
    async with asyncio.timeout(120), asyncio.TaskGroup() as group:
        waiting = group.create_task(ReachSchema(database, empty, migrates=False, tell=told.append, look_every=0.01)())
        await asyncio.sleep(0.2)
        assert not waiting.done()
        assert await database.schema_state() is SchemaState.OLDER
        await bring_up_to_date(empty)
    assert "TW_MIGRATE=false" in told[0]
    await database.close()


async def test_a_schema_that_is_there_is_not_waited_for(database: Database, database_url: str) -> None:
    """Nothing to tell."""
    told = list[str]()
    await ReachSchema(database, database_url, migrates=False, tell=told.append)()
    assert told == []


async def test_one_that_was_migrated_past_us_is_not_waited_for(database: Database, database_url: str) -> None:
    """It will not come back."""
    async with database.system() as system:
        await system.raw.execute("UPDATE schema_compatibility SET oldest_code = '9998_later'")
        await system.raw.execute("UPDATE alembic_version SET version_num = '9999_future'")
    for migrates in (True, False):
        with pytest.raises(SchemaTooNew):
            await ReachSchema(database, database_url, migrates, print)()


async def test_a_database_that_is_not_there_at_all_is_told(empty: str) -> None:
    """A wrong DATABASE_URL is found at once, not waited for."""
    nowhere = "postgres://nobody@127.0.0.1:1/nothing"
    database = Database.open(nowhere)
    for migrates in (True, False):
        with pytest.raises(DatabaseDown):
            await ReachSchema(database, nowhere, migrates, print)()
    await database.close()
