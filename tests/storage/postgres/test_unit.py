"""Tests of the unit of work, on a real server."""

from uuid import UUID

import pytest
from sqlalchemy import insert, select

from kit.database import TestServer, add_tenant
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
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
    with pytest.raises(ZeroDivisionError):
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.raw.execute("INSERT INTO incident_numbers VALUES ($1, 2026, 1)", DEFAULT_TENANT)
            raise ZeroDivisionError
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
