"""Counts over all tenants."""

from uuid import UUID

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.grouped import an_incident_of, taken_in
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.queries.counts import open_incidents
from triage_warden.storage.postgres.unit import Database


async def test_open_incidents_of_every_tenant_are_counted(database: Database, database_url: str) -> None:
    """Each tenant is visited under its own rules; what is resolved does not count."""
    clock = FrozenClock(NOON)
    await an_incident_of(database, clock, await taken_in(database, clock, [an_alert(source_id="1")]))
    done = await an_incident_of(database, clock, await taken_in(database, clock, [an_alert(source_id="2")]))
    other = TenantId(UUID(int=5))
    await add_tenant(database_url, other, "other")
    async with database.transaction(TenantId(UUID("00000000-0000-7000-8000-000000000001"))) as transaction:
        await transaction.raw.execute("UPDATE incidents SET status = 'resolved' WHERE id = $1", done)
    assert await open_incidents(database) == 1
