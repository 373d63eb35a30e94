"""Signed webhooks, over secrets in memory."""

from dataclasses import dataclass, field

from triage_warden.core.audit.model import By
from triage_warden.core.identity.deliveries import Deliveries
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId
from triage_warden.security.signatures.verify import is_signed


@dataclass(slots=True)
class MemorySecrets:
    """Secrets by tenant and place, and who changed them."""

    kept: dict[tuple[TenantId, Place], bytes] = field(default_factory=dict[tuple[TenantId, Place], bytes])
    changed_by: list[By] = field(default_factory=list[By])

    async def put(self, tenant: TenantId, place: Place, value: bytes, *, by: By) -> None:
        """Keep it."""
        self.kept[tenant, place] = value
        self.changed_by.append(by)

    async def get(self, tenant: TenantId, place: Place) -> bytes | None:
        """Return it."""
        return self.kept.get((tenant, place))

    async def remove(self, tenant: TenantId, place: Place, *, by: By) -> bool:
        """Forget it."""
        self.changed_by.append(by)
        return self.kept.pop((tenant, place), None) is not None


def a_deliveries(clock: Clock, secrets: MemorySecrets | None = None) -> Deliveries:
    """Return the product's own check of signatures over memory."""
    return Deliveries(secrets or MemorySecrets(), is_signed, clock)
