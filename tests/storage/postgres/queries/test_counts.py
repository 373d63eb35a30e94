"""Counts over all tenants."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.grouped import an_incident_of, taken_in
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.queries.counts import Counts, count_all
from triage_warden.storage.postgres.unit import Database

OTHER = TenantId(UUID(int=5))


async def test_open_incidents_of_every_tenant_are_counted(database: Database, database_url: str) -> None:
    """Each tenant is visited under its own rules; what is resolved does not count."""
    clock = FrozenClock(NOON)
    await an_incident_of(database, clock, await taken_in(database, clock, [an_alert(source_id="1")]))
    done = await an_incident_of(database, clock, await taken_in(database, clock, [an_alert(source_id="2")]))
    await add_tenant(database_url, OTHER, "other")
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET status = 'resolved' WHERE id = $1", done)
    assert await count_all(database, NOON) == Counts(open_incidents=1)


async def test_keys_that_programs_use_and_that_end_soon_are_counted(database: Database, database_url: str) -> None:
    """Of each tenant; not one that has time, is over, revoked, unused, followed by another, or was made for a week."""
    await add_tenant(database_url, OTHER, "other")
    await _key(database, DEFAULT_TENANT, "soon", ends=3)
    await _key(database, OTHER, "soon", ends=6.9)
    await _key(database, DEFAULT_TENANT, "later", ends=8)
    await _key(database, DEFAULT_TENANT, "over", ends=-1)
    await _key(database, DEFAULT_TENANT, "revoked", ends=3, revoked=True)
    await _key(database, DEFAULT_TENANT, "unused", ends=3, used=-30)
    await _key(database, DEFAULT_TENANT, "short", ends=3, made=-4)
    await _key(database, DEFAULT_TENANT, "followed", ends=3)
    await _key(database, DEFAULT_TENANT, "follower", ends=90, replaces="followed")
    assert (await count_all(database, NOON)).keys_expiring == 2


async def _key(
    database: Database,
    tenant: TenantId,
    name: str,
    *,
    ends: float,
    made: float = -80,
    used: float = -1,
    revoked: bool = False,
    replaces: str | None = None,
) -> None:
    async with database.transaction(tenant) as transaction:
        await transaction.raw.execute(
            "INSERT INTO api_keys (tenant_id, id, prefix, digest, name, role, created_at, created_by, expires_at,"
            " revoked_at, replaces, last_used_at) VALUES ($1, $2, $3, $4, $3, 'viewer', $5, 'a test', $6, $7, $8, $9)",
            tenant,
            _id(tenant, name),
            name,
            name.encode().ljust(32, b"."),
            _day(made),
            _day(ends),
            NOON if revoked else None,
            _id(tenant, replaces) if replaces else None,
            _day(used),
        )


def _id(tenant: TenantId, name: str) -> UUID:
    return uuid5(tenant, name)


def _day(days: float) -> datetime:
    return NOON + timedelta(days=days)
