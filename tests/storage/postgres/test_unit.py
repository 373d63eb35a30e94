"""Tests of the unit of work, on a real server."""

import asyncio
import time
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import insert, select, text

from kit.database import TestServer, add_tenant
from kit.stalling_proxy import a_stalling_proxy
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.errors import DatabaseBusy, DatabaseDown, SchemaPending, SchemaUnsupported
from triage_warden.storage.postgres.revision import SchemaState
from triage_warden.storage.postgres.tables.incidents import INCIDENT_NUMBERS
from triage_warden.storage.postgres.unit import Database

OTHER = TenantId(UUID("00000000-0000-7000-8000-000000000002"))


async def test_commits_at_the_end_of_the_block(database: Database) -> None:
    """What was written in a block is there afterwards."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.execute(insert(INCIDENT_NUMBERS).values(tenant_id=DEFAULT_TENANT, year=2026, last=7))
    async with database.read(DEFAULT_TENANT) as reading:
        assert (await reading.execute(select(INCIDENT_NUMBERS.c.last))).scalar_one() == 7


async def test_an_error_undoes_the_block(database: Database) -> None:
    """Nothing of a block that raises is kept, through either door."""

    async def begin_and_fail() -> None:
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 1)", DEFAULT_TENANT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await begin_and_fail()
    async with database.read(DEFAULT_TENANT) as reading:
        assert (await reading.execute(select(INCIDENT_NUMBERS))).all() == []


async def test_the_drivers_connection_is_in_the_same_transaction(database: Database) -> None:
    """What one door wrote the other sees before the commit."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 5)", DEFAULT_TENANT)
        assert (await transaction.execute(select(INCIDENT_NUMBERS.c.last))).scalar_one() == 5


async def test_another_tenant_sees_nothing(database: Database, database_url: str) -> None:
    """A tenant's rows are not there for another."""
    await add_tenant(database_url, OTHER, "Other")
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 5)", DEFAULT_TENANT)
    async with database.read(OTHER) as reading:
        assert (await reading.execute(select(INCIDENT_NUMBERS))).all() == []
    async with database.system() as system:
        assert (await system.execute(select(INCIDENT_NUMBERS))).all() == []


async def test_a_server_fixture_gives_each_test_its_own_database(postgres: TestServer, database_url: str) -> None:
    """The template is not what tests write into."""
    assert postgres.owner_url != database_url


async def test_a_reading_cannot_write(database: Database) -> None:
    """What is read through `read` cannot change anything, through either door."""
    async with database.read(DEFAULT_TENANT) as reading:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await reading.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 5)", DEFAULT_TENANT)


async def test_another_tenants_row_cannot_be_written(database: Database) -> None:
    """A transaction of one tenant cannot insert for another."""
    async with database.transaction(DEFAULT_TENANT) as transaction:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 5)", OTHER)


async def test_the_tenant_does_not_leak_to_the_next_user_of_a_connection(database_url: str) -> None:
    """On one connection a transaction without a tenant sees nothing of the tenant before it."""
    database = Database.open(database_url, max_connections=1)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 5)", DEFAULT_TENANT)
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT count(*) FROM incident_numbers") == 0
    await database.close()


async def test_a_connection_that_was_cut_heals(database: Database, postgres: TestServer) -> None:
    """Connections that the server ended while they lay in the pool are replaced without the caller noticing."""
    async with database.system() as system:
        name = await system.raw.fetchval("SELECT current_database()")
    await postgres.cut(name)
    async with database.read(DEFAULT_TENANT) as reading:
        assert (await reading.execute(text("SELECT 1"))).scalar_one() == 1


@pytest.mark.parametrize("door", ["raw", "sql"])
async def test_a_connection_cut_within_a_transaction_is_unavailable(
    database: Database, postgres: TestServer, door: str
) -> None:
    """Who holds a transaction while the database goes away is told to come back; the next transaction works."""

    async def hold() -> None:
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await postgres.cut(await transaction.raw.fetchval("SELECT current_database()"))
            if door == "raw":
                await transaction.raw.execute("SELECT 1")
            else:
                await transaction.execute(text("SELECT 1"))

    with pytest.raises(Unavailable) as failed:
        await hold()
    assert failed.value.retry_after > 0
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT 1") == 1


@pytest.mark.parametrize("door", ["raw", "sql"])
async def test_a_connection_that_was_told_of_its_end_and_has_not_seen_it_is_unavailable(
    database_url: str, postgres: TestServer, door: str
) -> None:
    """The server says that it ends a connection before it does: in between the driver's connection looks open."""
    with a_stalling_proxy(database_url) as proxy:
        proxy.end_after = 10.0
        database = Database.open(proxy.url)

        async def hold() -> None:
            async with database.system() as system:
                await told_of_its_end(postgres, proxy.database)
                assert not system.raw.is_closed()
                await (system.raw.execute("SELECT 1") if door == "raw" else system.execute(text("SELECT 1")))

        with pytest.raises(DatabaseDown):
            await hold()
        async with database.system() as system:
            assert await system.raw.fetchval("SELECT 1") == 1
        await database.close()


async def test_connections_that_were_told_of_their_end_are_replaced_in_the_pool(
    database_url: str, postgres: TestServer
) -> None:
    """However many lie there: the caller does not notice."""
    with a_stalling_proxy(database_url) as proxy:
        proxy.end_after = 10.0
        database = Database.open(proxy.url, max_connections=3)
        async with database.system(), database.system(), database.system():
            pass
        assert database.pool_use().idle == 3
        await told_of_its_end(postgres, proxy.database)
        async with database.system() as system:
            assert await system.raw.fetchval("SELECT 1") == 1
        await database.close()


async def test_nobody_there_is_unavailable() -> None:
    """A database that does not answer is a part that is down, not a bug."""
    database = Database.open("postgresql://nobody@127.0.0.1:1/none")
    with pytest.raises(DatabaseDown):
        async with database.system():
            pass
    await database.close()


async def test_a_statement_that_takes_too_long_is_ended(database_url: str) -> None:
    """The statement timeout turns into Unavailable, and the connection goes on working."""
    database = Database.open(database_url, max_connections=1, statement_timeout=0.05)
    with pytest.raises(DatabaseBusy):
        await sleep_in(database)
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT 1") == 1
    await database.close()


async def sleep_in(database: Database) -> None:
    """Keep the database busy."""
    async with database.system() as system:
        await system.raw.execute("SELECT pg_sleep(5)")


async def test_an_error_of_the_callers_own_stays_what_it_is(database: Database) -> None:
    """An OSError out of the block is not taken for a lost database."""

    async def open_a_missing_file() -> None:
        async with database.transaction(DEFAULT_TENANT):
            raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        await open_a_missing_file()


async def test_a_cancelled_transaction_gives_its_connection_back(database_url: str) -> None:
    """Cancelling whoever waits inside does not leak the pool's only connection."""
    database = Database.open(database_url, max_connections=1)
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await sleep_in(database)
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT 1") == 1
    await database.close()


async def test_tells_how_the_schema_stands(database: Database) -> None:
    """Readiness compares the database's revision with the code's."""
    assert await database.schema_state() is SchemaState.SAME
    async with database.system() as system:
        await system.raw.execute("UPDATE alembic_version SET version_num = '9999_future'")
    assert await database.schema_state() is SchemaState.AHEAD
    async with database.system() as system:
        await system.raw.execute("UPDATE schema_compatibility SET oldest_code = '9998_later'")
    assert await database.schema_state() is SchemaState.NEWER


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("UPDATE schema_compatibility SET oldest_code = '9998_later'; %s", SchemaUnsupported),
        ("UPDATE alembic_version SET version_num = '0001_alerts'", SchemaPending),
        ("DROP TABLE alembic_version", SchemaPending),
    ],
)
async def test_nothing_is_read_or_written_on_a_schema_that_is_not_ours(
    database: Database, database_url: str, change: str, refusal: type[Unavailable]
) -> None:
    """From the commit of the migration that outgrew a replica on, each of its transactions is refused."""
    connection = await asyncpg.connect(database_url)
    await connection.execute(change.replace("%s", "UPDATE alembic_version SET version_num = '9999_future'"))
    await connection.close()
    for begin in (database.transaction(DEFAULT_TENANT), database.read(DEFAULT_TENANT), database.system()):
        with pytest.raises(refusal) as refused:
            await begin.__aenter__()
        assert refused.value.retry_after > 0
    assert await database.schema_state() in {SchemaState.NEWER, SchemaState.OLDER}


async def test_a_transaction_that_the_server_forgot_ends_at_its_deadline(database_url: str) -> None:
    """A server that was stopped keeps the connection and says nothing: the caller is told, and others go on."""
    with a_stalling_proxy(database_url) as proxy:
        database = replace(Database.open(proxy.url, max_connections=1), deadline=0.3)

        async def ask_in_vain() -> None:
            async with database.system() as system:
                proxy.stall()
                await system.raw.fetchval("SELECT 1")

        async with asyncio.timeout(20):
            with pytest.raises(DatabaseDown):
                await ask_in_vain()
        proxy.heal()
        async with database.system() as system:
            assert await system.raw.fetchval("SELECT 1") == 1
        await database.close()


async def test_a_transaction_that_cannot_begin_is_refused_in_time(database_url: str) -> None:
    """Whether the connection lay in the pool or is to be opened; afterwards the pool works again."""
    with a_stalling_proxy(database_url) as proxy:
        database = replace(Database.open(proxy.url, max_connections=2), begin_within=0.3)
        async with database.system() as system:
            assert await system.raw.fetchval("SELECT 1") == 1
        proxy.stall()
        async with asyncio.timeout(20):
            for _ in range(3):
                with pytest.raises(DatabaseDown):
                    await database.schema_state()
        proxy.heal()
        async with database.system() as system:
            assert await system.raw.fetchval("SELECT 1") == 1
        await database.close()


async def test_who_is_cancelled_on_a_server_that_says_nothing_does_not_wait_for_it(database_url: str) -> None:
    """A check with a deadline of its own keeps it."""
    with a_stalling_proxy(database_url) as proxy:
        database = Database.open(proxy.url, max_connections=1)

        async def ask_in_vain() -> None:
            async with database.system() as system:
                proxy.stall()
                await system.raw.fetchval("SELECT 1")

        began = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await ask_in_vain()
        assert time.monotonic() - began < 1.9  # two seconds are the driver's, to end its connection politely
        await database.close()


async def told_of_its_end(postgres: TestServer, database: str) -> None:
    """Cut, and wait until the message has arrived behind a proxy that keeps the end of the stream back."""
    await postgres.cut(database)
    await asyncio.sleep(0.2)
