"""Try again what could not be parsed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from triage_warden.core.alerts.model import Outcome, Quarantined, Receipt, Stored
from triage_warden.core.alerts.ports import Quarantine
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.core.audit.model import AuditEntry, AuditObject, By, recorded
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId


@dataclass(frozen=True, slots=True)
class Replay:
    """Reads a quarantined payload with today's parsers, and takes it in if they can read it.

    Taking in comes before releasing: a crash in between leaves the item listed, and replaying it again finds
    its alerts to be repeats.
    """

    quarantine: Quarantine
    read: Read
    take_in: TakeIn
    clock: Clock

    async def __call__(self, tenant: TenantId, item_id: UUID, by: By) -> Receipt:
        """Return what became of it; an item that still cannot be parsed stays where it is. Raise NotFound."""
        item = await self.quarantine.get(tenant, item_id)
        batch = self.read(item.source, [item.payload])
        refused = next((each for each in batch.items if isinstance(each, Quarantined)), None)
        if refused is not None:
            still = Stored(id=item.id, outcome=Outcome.QUARANTINED, reason=refused.reason)
            return Receipt(accepted=0, duplicates=0, quarantined=1, alerts=(still,))
        receipt = await self.take_in(tenant, batch)
        await self.quarantine.release(tenant, item.id, _entry(by, item, receipt, at=self.clock.now()))
        return receipt


def _entry(by: By, item: Quarantined, receipt: Receipt, *, at: datetime) -> AuditEntry:
    return recorded(
        by,
        "quarantine.replay",
        AuditObject(type="quarantine", id=str(item.id)),
        at=at,
        changed=(
            {"quarantined": True, "code": item.code},
            {"quarantined": False, "accepted": receipt.accepted, "duplicates": receipt.duplicates},
        ),
    )
