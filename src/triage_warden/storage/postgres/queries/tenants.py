"""Whom the installation serves."""

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.unit import Database


async def tenants(database: Database) -> list[TenantId]:
    """Return every tenant, in the order in which they were made."""
    async with database.system() as system:
        rows = await system.raw.fetch("SELECT id FROM tenants ORDER BY id")
    return [TenantId(row["id"]) for row in rows]
