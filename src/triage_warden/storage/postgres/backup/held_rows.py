"""Hold what was loaded against what the backup says of itself."""

from typing import Final

from triage_warden.core.audit.model import Head, SealedEntry
from triage_warden.core.audit.verify import ChainCheck
from triage_warden.storage.backup.errors import BackupDisagrees
from triage_warden.storage.backup.model import Manifest, TenantMark
from triage_warden.storage.postgres.driver import Driver

_AT_ONCE: Final = 2_000


async def hold_against(connection: Driver, manifest: Manifest) -> None:
    """Count the rows of every table, and check every tenant's chain of the record up to its head.

    Only for a transaction in which row security does not bind.

    Raises:
        BackupDisagrees: with the first thing that is not as it should be.
    """
    for table in manifest.tables:
        found = await connection.fetchval(f'SELECT count(*) FROM "{table.name}"')  # noqa: S608  # a name of ours
        if found != table.rows:
            raise BackupDisagrees(detail=f"{table.name} has {found} rows and should have {table.rows}.")
    for tenant in manifest.tenants:
        await _check_chain(connection, tenant)


async def _check_chain(connection: Driver, tenant: TenantMark) -> None:
    chain = ChainCheck(str(tenant.id))
    async for row in connection.cursor(_ENTRIES, tenant.id, prefetch=_AT_ONCE):
        chain.add(SealedEntry(seq=row["seq"], prev=row["prev"], hash=row["hash"], body=row["body"].encode()))
    head = Head(seq=tenant.audit_seq, hash=bytes.fromhex(tenant.audit_hash))
    finding = chain.finish(head)
    if finding is not None:
        raise BackupDisagrees(
            detail=f"The record of the tenant {tenant.id} is broken at entry {finding.seq} ({finding.fault}): "
            f"{finding.detail}",
        )
    kept = await connection.fetchrow(_HEAD, tenant.id)
    if kept is not None and Head(seq=kept["seq"], hash=kept["hash"]) != head:
        raise BackupDisagrees(detail=f"The head of the record of the tenant {tenant.id} is not the backup's.")


_ENTRIES: Final = """
SELECT seq, prev, hash, body::text AS body FROM audit_entries WHERE tenant_id = $1 ORDER BY seq
"""
_HEAD: Final = "SELECT seq, hash FROM audit_heads WHERE tenant_id = $1"
