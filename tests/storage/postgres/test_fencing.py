"""A stale leader's writes are refused by the database."""

import asyncio

import pytest

from kit.database import add_tenant
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId, Uuid7
from triage_warden.kernel.leadership import Leadership, StaleLease
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.unit import Database

_WRITE = "INSERT INTO incident_numbers VALUES ($1, 2026, 1)"


async def _refused(database: Database) -> list[int]:
    async with database.system() as system:
        return [row[0] for row in await system.raw.fetch("SELECT refused FROM leader_terms ORDER BY token")]


async def test_a_stale_leaders_write_is_refused_and_counted(database: Database) -> None:
    """The newest leader's is accepted."""
    fence = PostgresFence(database)
    old = await fence.take("work", "a", "redis")
    new = await fence.take("work", "b", "redis")
    for _ in range(3):
        with pytest.raises(StaleLease):
            async with database.leading(old) as transaction:
                await (await transaction.visit(DEFAULT_TENANT)).raw.execute(_WRITE, DEFAULT_TENANT)
    assert await _refused(database) == [3, 0]
    async with database.leading(new) as transaction:
        await (await transaction.visit(DEFAULT_TENANT)).raw.execute(_WRITE, DEFAULT_TENANT)
    async with database.read(DEFAULT_TENANT) as reading:
        assert await reading.raw.fetchval("SELECT count(*) FROM incident_numbers") == 1


async def test_a_leadership_that_never_was_is_refused(database: Database) -> None:
    """No token, no write."""
    with pytest.raises(StaleLease):
        async with database.leading(Leadership(resource="work", token=1, holder="a")):
            pass


async def test_a_leaders_visit_sees_one_tenant_at_a_time(database: Database, database_url: str) -> None:
    """Row security binds leaders, too."""
    other = TenantId(Uuid7(SystemClock())())
    await add_tenant(database_url, other, "Other")
    leadership = await PostgresFence(database).take("work", "a", "redis")
    async with database.leading(leadership) as transaction:
        for tenant in (DEFAULT_TENANT, other):
            await (await transaction.visit(tenant)).raw.execute(_WRITE, tenant)
        seen = await transaction.raw.fetch("SELECT tenant_id FROM incident_numbers")
    assert [row["tenant_id"] for row in seen] == [other]


async def test_a_leader_paused_in_a_transaction_is_written_off(database: Database) -> None:
    """After five idle seconds its transaction is ended, and what it wrote is gone; the next leader need not wait."""
    fence = PostgresFence(database)
    old = await fence.take("work", "a", "redis")

    async def paused() -> None:
        async with database.leading(old) as transaction:
            tenant = await transaction.visit(DEFAULT_TENANT)
            await tenant.raw.execute(_WRITE, DEFAULT_TENANT)
            await asyncio.sleep(5.5)
            assert (await fence.take("work", "b", "redis")).token == 2
            await tenant.raw.execute("SELECT 1")

    with pytest.raises(Unavailable):
        await paused()
    async with database.read(DEFAULT_TENANT) as reading:
        assert await reading.raw.fetchval("SELECT count(*) FROM incident_numbers") == 0
