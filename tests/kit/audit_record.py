"""The record in memory: what is put on it can be read back, paged and walked."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

from kit.audit import sealed
from kit.readers import cut
from triage_warden.core.audit.chain import canonical, origin
from triage_warden.core.audit.model import Anchor, AuditEntry, AuditFilter, Head, SealedEntry
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest


@dataclass(slots=True)
class MemoryAudit:
    """Log, reader and anchors."""

    entries: list[tuple[TenantId, AuditEntry]] = field(default_factory=list[tuple[TenantId, AuditEntry]])
    anchors: list[Anchor] = field(default_factory=list[Anchor])

    async def record(self, tenant: TenantId, *entries: AuditEntry) -> None:
        """Append entries."""
        self.entries += [(tenant, entry) for entry in entries]

    def chain(self, tenant: TenantId) -> list[SealedEntry]:
        """Return a tenant's chain."""
        return sealed([canonical(tenant, entry) for owner, entry in self.entries if owner == tenant], tenant)

    async def page(self, tenant: TenantId, wanted: AuditFilter, request: PageRequest) -> Page[SealedEntry]:
        """Return entries, newest first."""
        return cut(list(reversed(self._fitting(tenant, wanted))), request)

    async def head(self, tenant: TenantId) -> Head:
        """Return how far the chain goes."""
        chain = self.chain(tenant)
        return Head(seq=len(chain), hash=chain[-1].hash if chain else origin(tenant))

    async def entry(self, tenant: TenantId, seq: int) -> SealedEntry | None:
        """Return one entry."""
        return next((entry for entry in self.chain(tenant) if entry.seq == seq), None)

    async def walk(self, tenant: TenantId, wanted: AuditFilter, *, upto: int) -> AsyncIterator[Sequence[SealedEntry]]:
        """Yield entries, three at a time."""
        found = [entry for entry in self._fitting(tenant, wanted) if entry.seq <= upto]
        for start in range(0, len(found), 3):
            yield found[start : start + 3]

    async def keep(self, anchor: Anchor) -> None:
        """Add an anchor."""
        self.anchors.append(anchor)

    async def kept(self, tenant: TenantId) -> Sequence[Anchor]:
        """Return a tenant's anchors."""
        return [anchor for anchor in self.anchors if anchor.tenant == str(tenant)]

    def _fitting(self, tenant: TenantId, wanted: AuditFilter) -> list[SealedEntry]:
        own = [entry for owner, entry in self.entries if owner == tenant]
        pairs = zip(self.chain(tenant), own, strict=True)
        return [sealed_entry for sealed_entry, entry in pairs if wanted.action in {None, entry.action}]
