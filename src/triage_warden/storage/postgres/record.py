"""Put entries on the record, in the transaction of what they tell of."""

from triage_warden.core.audit.chain import canonical
from triage_warden.core.audit.model import AuditEntry
from triage_warden.storage.postgres.unit import Transaction


async def append(transaction: Transaction, *entries: AuditEntry) -> None:
    """Append entries for the transaction's tenant, anywhere in it; they get their numbers at its commit.

    No change without its entry, no entry without its change. Two transactions of one tenant wait for each other
    only while the first commits, so it does not matter which rows either has locked.
    """
    if not entries:
        return
    if transaction.tenant is None:
        message = "an entry belongs to a tenant; this transaction has none"
        raise ValueError(message)
    bodies = [canonical(transaction.tenant, entry).decode() for entry in entries]
    await transaction.raw.execute(_APPEND, transaction.tenant, bodies)


_APPEND = "INSERT INTO audit_incoming (tenant_id, body) SELECT $1, body::json FROM unnest($2::text[]) AS body"
