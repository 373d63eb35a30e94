"""Keep a chain's head where whoever can write the database cannot."""

from dataclasses import dataclass

from triage_warden.core.audit.model import Anchor, Head
from triage_warden.core.audit.ports import AnchorStore, AuditReader
from triage_warden.core.audit.verify import Fault, Finding
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId


@dataclass(frozen=True, slots=True)
class KeepAnchor:
    """Holds the chain against the last anchor, then keeps its head; cheap, whatever the chain's length."""

    reader: AuditReader
    store: AnchorStore
    clock: Clock

    async def __call__(self, tenant: TenantId, last: Anchor | None) -> Anchor | Finding | None:
        """Return the new anchor; None where the chain has not moved; a Finding where it is not the one of `last`.

        A chain that does not hold is not anchored again: the anchors that speak against it stay the last ones.
        """
        head = await self.reader.head(tenant)
        if last is not None:
            finding = await held_against(self.reader, tenant, last, head=head)
            if finding is not None:
                return finding
        if head.seq == (last.seq if last else 0):
            return None
        anchor = Anchor(at=self.clock.now(), tenant=str(tenant), seq=head.seq, hash=head.hash.hex())
        await self.store.keep(anchor)
        return anchor


async def held_against(reader: AuditReader, tenant: TenantId, last: Anchor, *, head: Head) -> Finding | None:
    """Return a Finding where the chain does not hold an anchor any more."""
    entry = await reader.entry(tenant, last.seq)
    when = f"{last.at:%Y-%m-%d %H:%M:%S}Z"
    if entry is None or head.seq < last.seq:
        detail = f"Entry {last.seq}, which was there at {when}, is missing; verify for the first one."
        return Finding(seq=last.seq, fault=Fault.TRUNCATED, detail=detail)
    if entry.hash.hex() != last.hash:
        detail = f"Entry {last.seq} is not the one that was there at {when}; verify for the first bad one."
        return Finding(seq=last.seq, fault=Fault.REWRITTEN, detail=detail)
    return None
