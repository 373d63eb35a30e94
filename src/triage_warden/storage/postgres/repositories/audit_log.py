"""Put on the record what changes nothing else."""

from dataclasses import dataclass

from triage_warden.core.audit.model import AuditEntry
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.unit import Database

__all__ = ["PostgresAuditLog", "append"]


@dataclass(frozen=True, slots=True)
class PostgresAuditLog:
    """Puts on record what changes nothing else (see AuditLog)."""

    database: Database

    async def record(self, tenant: TenantId, *entries: AuditEntry) -> None:
        """Append entries in a transaction of their own."""
        async with self.database.transaction(tenant) as transaction:
            await append(transaction, *entries)
