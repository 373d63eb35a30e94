"""Signed webhooks, over secrets in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from triage_warden.core.audit.model import By, Value
from triage_warden.core.identity.deliveries import Deliveries, Delivery, Verdict, Verify
from triage_warden.core.identity.source_secrets import SourceSecret
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId
from triage_warden.security.signatures.door import Door


@dataclass(slots=True)
class MemorySecrets:
    """Secrets by tenant and place, and who changed them."""

    kept: dict[tuple[TenantId, Place], bytes] = field(default_factory=dict[tuple[TenantId, Place], bytes])
    changed_by: list[By] = field(default_factory=list[By])
    notes: list[dict[str, Value]] = field(default_factory=list[dict[str, Value]])

    async def put(
        self, tenant: TenantId, place: Place, value: bytes, *, by: By, note: Mapping[str, Value] | None = None
    ) -> None:
        """Keep it."""
        self.notes.append(dict(note or {}))
        self.kept[tenant, place] = value
        self.changed_by.append(by)

    async def get(self, tenant: TenantId, place: Place) -> bytes | None:
        """Return it."""
        return self.kept.get((tenant, place))

    async def remove(self, tenant: TenantId, place: Place, *, by: By) -> bool:
        """Forget it."""
        self.changed_by.append(by)
        return self.kept.pop((tenant, place), None) is not None


def a_deliveries(clock: Clock, secrets: MemorySecrets | None = None, sns: Verify | None = None) -> Deliveries:
    """Return the product's own check of signatures over memory."""
    return Deliveries(secrets or MemorySecrets(), Door(lambda: sns or _nobody), clock)


async def _nobody(kept: SourceSecret, delivery: Delivery) -> Verdict:
    del kept, delivery
    return None
