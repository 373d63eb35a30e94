"""Counts over all tenants, for metrics."""

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.unit import Database


async def open_incidents(database: Database) -> int:
    """Return how many incidents are neither resolved nor closed, over all tenants; visits each under its own rules."""
    async with database.system() as system:
        tenants = [TenantId(row["id"]) for row in await system.raw.fetch("SELECT id FROM tenants")]
    total = 0
    for tenant in tenants:
        async with database.read(tenant) as reading:
            total += await reading.raw.fetchval(_OPEN, tenant)
    return total


_OPEN = "SELECT count(*) FROM incidents WHERE tenant_id = $1 AND status IN ('new', 'triaging', 'open')"
