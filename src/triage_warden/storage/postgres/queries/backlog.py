"""What waits, and for how long."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select

from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.tables.tenants import TENANTS
from triage_warden.storage.postgres.unit import Database


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """How many wait, and since when the one that waits longest (None: none waits)."""

    count: int
    since: datetime | None


class Backlog(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for grouping (alerts) and for assessment (incidents)."""

    ungrouped: Waiting
    unassessed: Waiting


_UNGROUPED = """
SELECT count(*), min(a.received_at)
FROM alert_fingerprints f LEFT JOIN alerts a
  ON a.tenant_id = f.tenant_id AND a.received_on = f.received_on AND a.id = f.alert_id
WHERE f.tenant_id = $1 AND f.grouped_at IS NULL
"""
_UNASSESSED = """
SELECT count(*), min(updated_at) FROM incidents
WHERE tenant_id = $1 AND assessed_version < version AND merged_into IS NULL
"""


@dataclass(frozen=True, slots=True)
class PostgresBacklog:
    """Counts what waits, for metrics and health."""

    database: Database

    async def __call__(self) -> Backlog:
        """Return what waits in all tenants together; visits each in turn, because none may see another's rows."""
        async with self.database.system() as system:
            tenants = (await system.execute(select(TENANTS.c.id))).scalars().all()
        parts = [await self._of(TenantId(tenant)) for tenant in tenants]
        return Backlog(
            ungrouped=_together([part.ungrouped for part in parts]),
            unassessed=_together([part.unassessed for part in parts]),
        )

    async def _of(self, tenant: TenantId) -> Backlog:
        async with self.database.read(tenant) as reading:
            ungrouped = await reading.raw.fetchrow(_UNGROUPED, tenant)
            unassessed = await reading.raw.fetchrow(_UNASSESSED, tenant)
        return Backlog(
            ungrouped=Waiting(count=ungrouped[0], since=ungrouped[1]) if ungrouped else _NONE,
            unassessed=Waiting(count=unassessed[0], since=unassessed[1]) if unassessed else _NONE,
        )


_NONE = Waiting(count=0, since=None)


def _together(parts: list[Waiting]) -> Waiting:
    times = [part.since for part in parts if part.since is not None]
    return Waiting(count=sum(part.count for part in parts), since=min(times, default=None))
