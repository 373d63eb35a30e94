"""Counts over all tenants, for metrics."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.unit import Database

KEY_LEAD: Final = timedelta(days=7)
"""How long before its end a key in use is counted; one that was not used for as long is nobody's worry."""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What there is, over all tenants."""

    open_incidents: int = 0
    """Neither resolved nor closed."""
    actions_unknown: int = 0
    keys_expiring: int = 0
    """In use, soon over, made for more than twice `KEY_LEAD`, and without a successor."""


async def count_all(database: Database, now: datetime) -> Counts:
    """Return the counts; visits each tenant under its own rules, all in one transaction."""
    total = [0] * len(Counts.__struct_fields__)
    async with database.system() as system:
        tenants = [TenantId(row["id"]) for row in await system.raw.fetch("SELECT id FROM tenants")]
        for tenant in tenants:
            visit = await system.visit(tenant)
            row = await visit.raw.fetchrow(_COUNTS, tenant, now, KEY_LEAD)
            total = [before + (row[name] if row else 0) for before, name in zip(total, _NAMES, strict=True)]
    return Counts(**dict(zip(_NAMES, total, strict=True)))


_NAMES: Final = Counts.__struct_fields__
_COUNTS: Final = """
SELECT (SELECT count(*) FROM incidents
        WHERE tenant_id = $1 AND status IN ('new', 'triaging', 'open')) AS open_incidents,
       (SELECT count(*) FROM actions WHERE tenant_id = $1 AND state = 'unknown') AS actions_unknown,
       (SELECT count(*) FROM api_keys AS key
        WHERE tenant_id = $1 AND revoked_at IS NULL
          AND expires_at > $2 AND expires_at < $2 + $3::interval
          AND last_used_at > $2 - $3::interval
          AND expires_at - created_at > 2 * $3::interval
          AND NOT EXISTS (SELECT FROM api_keys AS next WHERE next.tenant_id = $1 AND next.replaces = key.id)
       ) AS keys_expiring
"""
