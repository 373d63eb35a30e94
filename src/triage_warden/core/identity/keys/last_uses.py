"""When each key was last used, gathered in memory and written now and then: no request waits for it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import TenantId


class LastUseSink(Protocol):
    """Keeps when keys were last used."""

    async def used(self, tenant: TenantId, uses: dict[UUID, datetime]) -> None:
        """Note the uses of a tenant's keys; an earlier one than is known changes nothing."""
        ...


@dataclass(frozen=True, slots=True)
class LastUses:
    """Gathers uses until they are written."""

    clock: Clock
    _uses: dict[TenantId, dict[UUID, datetime]] = field(
        default_factory=dict[TenantId, dict[UUID, datetime]], init=False
    )

    def __call__(self, key: ApiKey) -> None:
        """Note that a key is used now."""
        self._uses.setdefault(key.tenant, {})[key.id] = self.clock.now()

    @property
    def waiting(self) -> int:
        """Return how many keys' uses are still to be written."""
        return sum(map(len, self._uses.values()))

    async def write(self, sink: LastUseSink) -> None:
        """Write what was gathered; what cannot be written now is kept for the next time."""
        for tenant in list(self._uses):
            uses = self._uses.pop(tenant)
            try:
                await sink.used(tenant, uses)
            except Unavailable:
                self._uses[tenant] = uses | self._uses.get(tenant, {})
                raise
