"""Which keys the kept secrets are under."""

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.unit import Database


async def keys_in_use(database: Database, tenant: TenantId) -> dict[str, int]:
    """Return how many of a tenant's secrets are under each key, by its id."""
    async with database.read(tenant) as reading:
        rows = await reading.raw.fetch(
            _IN_USE,
            tenant,
        )
    return {row["key_id"]: row["secrets"] for row in rows}


_IN_USE = "SELECT key_id, count(*) AS secrets FROM secrets WHERE tenant_id = $1 GROUP BY key_id ORDER BY key_id"
