"""What could not be parsed, kept whole."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update

from triage_warden.core.alerts.model import Quarantined
from triage_warden.core.audit.model import AuditEntry
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.payload import unpacked
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.tables.alerts import QUARANTINE
from triage_warden.storage.postgres.unit import Database


class NotInQuarantine(NotFound):
    """There is no such payload in quarantine."""


def _quarantined(row: Row) -> Quarantined:
    return Quarantined(
        id=row["id"],
        source=row["source"],
        code=row["code"],
        reason=row["reason"],
        pointer=row["pointer"],
        received_at=row["received_at"],
        payload=unpacked(row["payload"]),
    )


_NEWEST = Keyset(columns=(QUARANTINE.c.received_at, QUARANTINE.c.id), key_type=tuple[datetime, UUID], item=_quarantined)


@dataclass(frozen=True, slots=True)
class PostgresQuarantine:
    """Keeps what could not be parsed (core/alerts/ports.Quarantine)."""

    database: Database

    async def page(self, tenant: TenantId, request: PageRequest) -> Page[Quarantined]:
        """Return what waits, newest first."""
        statement = select(QUARANTINE).where(QUARANTINE.c.tenant_id == tenant, QUARANTINE.c.released_at.is_(None))
        async with self.database.read(tenant) as reading:
            return await _NEWEST.page(reading, statement, request)

    async def get(self, tenant: TenantId, item_id: UUID) -> Quarantined:
        """Return one item with its payload, replayed or not, or raise NotFound."""
        statement = select(QUARANTINE).where(QUARANTINE.c.tenant_id == tenant, QUARANTINE.c.id == item_id)
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(statement)).mappings().one_or_none()
        if row is None:
            raise NotInQuarantine(item_id=str(item_id))
        return _quarantined(row)

    async def release(self, tenant: TenantId, item_id: UUID, entry: AuditEntry) -> None:
        """Mark an item as replayed; the first time counts, each is on the record."""
        statement = (
            update(QUARANTINE)
            .where(QUARANTINE.c.tenant_id == tenant, QUARANTINE.c.id == item_id)
            .values(released_at=func.coalesce(QUARANTINE.c.released_at, func.now()))
        )
        async with self.database.transaction(tenant) as transaction:
            result = await transaction.execute(statement)
            if result.rowcount == 0:
                raise NotInQuarantine(item_id=str(item_id))
            await append(transaction, entry)
