"""Tests of putting entries on the record, on a real server."""

import asyncio

import asyncpg
import pytest

from kit.audit import a_chain, an_entry, stored_chain
from kit.database import TestServer, add_tenant
from kit.tenants import OTHER
from triage_warden.core.audit.chain import read_body
from triage_warden.core.audit.verify import ChainCheck
from triage_warden.kernel.errors import Conflict
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.grants import APP_ROLE
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.unit import Database


async def test_the_database_chains_as_the_reference_does(database: Database) -> None:
    """What the trigger writes is, byte for byte, the chain that Python makes of the same entries."""
    log = PostgresAuditLog(database)
    await log.record(DEFAULT_TENANT, an_entry(1), an_entry(2))
    await log.record(DEFAULT_TENANT, an_entry(3))
    assert await stored_chain(database) == a_chain(3)
    head = await PostgresAuditReader(database).head(DEFAULT_TENANT)
    assert (head.seq, head.hash) == (3, a_chain(3)[-1].hash)


async def test_an_entry_shares_the_fate_of_its_transaction(database: Database) -> None:
    """What was rolled back is not on the record, and takes no number."""
    with pytest.raises(Conflict):
        await _failing(database)
    await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry(1))
    assert await stored_chain(database) == a_chain(1)
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT count(*) FROM audit_incoming") == 0


async def _failing(database: Database) -> None:
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await append(transaction, an_entry(7))
        raise Conflict


async def test_writers_at_the_same_time_make_one_chain(database: Database) -> None:
    """Forty transactions on ten connections, each locking other rows in its own order: one chain, no deadlock."""

    async def write(number: int) -> None:
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await append(transaction, an_entry(number))
            await asyncio.sleep(0.002)
            await transaction.raw.execute(
                "INSERT INTO incident_numbers VALUES ($1, 2026, 1) "
                "ON CONFLICT (tenant_id, year) DO UPDATE SET last = incident_numbers.last + 1",
                DEFAULT_TENANT,
            )
            await append(transaction, an_entry(number + 1_000))

    async with asyncio.TaskGroup() as group:
        for number in range(40):
            group.create_task(write(number))
    check = ChainCheck(DEFAULT_TENANT)
    for entry in await stored_chain(database):
        check.add(entry)
    assert check.finish(await PostgresAuditReader(database).head(DEFAULT_TENANT)) is None
    assert check.entries == 80


async def test_each_tenant_has_its_own_chain(database: Database, database_url: str) -> None:
    """Both begin with 1, from origins of their own."""
    await add_tenant(database_url, OTHER, "Other")
    log = PostgresAuditLog(database)
    await log.record(DEFAULT_TENANT, an_entry(1))
    await log.record(OTHER, an_entry(2))
    mine, others = await stored_chain(database), await stored_chain(database, OTHER)
    assert (len(mine), len(others), mine[0].seq, others[0].seq) == (1, 1, 1, 1)
    assert mine[0].prev != others[0].prev
    assert read_body(others[0].body).tenant == str(OTHER)


async def test_without_a_tenant_nothing_is_recorded(database: Database) -> None:
    """An entry that belongs to nobody would be in no chain."""
    async with database.system() as system:
        with pytest.raises(ValueError, match="tenant"):
            await append(system, an_entry())
        await append(system)


CHANGES = (
    "UPDATE audit_entries SET body = '{}'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
    "DELETE FROM audit_heads",
    "TRUNCATE audit_heads",
    "UPDATE audit_heads SET seq = 0",
    "UPDATE audit_heads SET seq = seq + 5",
)


@pytest.mark.parametrize("statement", CHANGES)
async def test_the_record_is_only_added_to(database: Database, statement: str) -> None:
    """Refused to the application even where its account owns the tables."""
    await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry())
    async with database.transaction(DEFAULT_TENANT) as transaction:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await transaction.raw.execute(statement)


async def test_the_application_role_cannot_even_add_behind_the_chain(postgres: TestServer) -> None:
    """Stepped down from a superuser: entries only by way of the trigger, the head not at all."""
    name = "customer_audit"
    administrator = await asyncpg.connect(postgres.superuser_url)
    await administrator.execute(f"CREATE DATABASE {name}")
    try:
        await migrate(postgres.superuser_url_of(name))
        database = Database.open(postgres.superuser_url_of(name))
        await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry(1))
        assert await stored_chain(database) == a_chain(1)
        for statement in (
            *CHANGES,
            "INSERT INTO audit_entries SELECT FROM audit_entries",
            "UPDATE audit_heads SET seq = seq + 1",
            "SELECT * FROM audit_incoming",
            "SELECT triage_warden_seal_audit()",
        ):
            async with database.transaction(DEFAULT_TENANT) as transaction:
                assert await transaction.raw.fetchval("SELECT current_user") == APP_ROLE
                with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.FeatureNotSupportedError)):
                    await transaction.raw.execute(statement)
        await database.close()
    finally:
        await administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await administrator.execute(f"DROP ROLE IF EXISTS {APP_ROLE}")
        await administrator.close()


async def test_another_tenants_record_is_out_of_reach(database: Database, database_url: str) -> None:
    """Not read, and nothing put on it."""
    await add_tenant(database_url, OTHER, "Other")
    await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry(1))
    for tenant in (OTHER, None):
        async with database.system() if tenant is None else database.transaction(tenant) as transaction:
            for table in ("audit_entries", "audit_heads", "audit_incoming"):
                assert await transaction.raw.fetchval(f"SELECT count(*) FROM {table}") == 0
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await transaction.raw.execute(
                    "INSERT INTO audit_incoming (tenant_id, body) VALUES ($1, '{}')", DEFAULT_TENANT
                )
    assert await stored_chain(database) == a_chain(1)
