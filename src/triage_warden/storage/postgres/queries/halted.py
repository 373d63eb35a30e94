"""What is halted, over all tenants, for health and metrics."""

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.unit import Database


async def halted_anywhere(database: Database) -> list[str]:
    """Return what is halted, in words that name no tenant and no reason; empty while nothing is."""
    async with database.system() as system:
        verbs = [row["verb"] for row in await system.raw.fetch(_FLEET)]
        tenants = [TenantId(row["id"]) for row in await system.raw.fetch("SELECT id FROM tenants")]
    halted = ["every action" if verb is None else f"the action {verb}" for verb in verbs]
    count = 0
    for tenant in tenants:
        async with database.read(tenant) as reading:
            count += await reading.raw.fetchval(_TENANTS, tenant)
    return [*halted, *([f"the actions of {count} tenant{'s' if count > 1 else ''}"] if count else [])]


_FLEET = "SELECT verb FROM kill_switches WHERE released_at IS NULL ORDER BY verb NULLS FIRST"
_TENANTS = "SELECT count(*) FROM tenant_kill_switches WHERE released_at IS NULL AND tenant_id = $1"
