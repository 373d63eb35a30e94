"""Remember keys for a few seconds, so that not every request asks the database."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from triage_warden.core.identity.keys.model import ApiKey, KnownKey
from triage_warden.core.identity.keys.ports import KeyLookup
from triage_warden.core.identity.service_accounts.model import ServiceAccountId
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId

SECONDS: Final = 5.0
"""How long a process believes what it read: a key that another replica revoked works here for so long at most."""
MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class RememberedKeys:
    """Looks keys up, each once in a few seconds."""

    keys: KeyLookup
    clock: Clock
    seconds: float = SECONDS
    most: int = MOST
    _found: OrderedDict[tuple[UUID, str], tuple[float, KnownKey | None]] = field(
        default_factory=OrderedDict[tuple[UUID, str], tuple[float, KnownKey | None]], init=False
    )

    async def by_prefix(self, tenant: TenantId, prefix: str) -> KnownKey | None:
        """Return the key, or that there is none, as of `seconds` ago at most."""
        place = (tenant, prefix)
        remembered = self._found.get(place)
        asked_at = self.clock.monotonic()
        if remembered is not None and asked_at < remembered[0]:
            return remembered[1]
        known = await self.keys.by_prefix(tenant, prefix)
        self._found[place] = (asked_at + self.seconds, known)
        self._found.move_to_end(place)
        if len(self._found) > self.most:
            self._found.popitem(last=False)
        return known

    def forget(self, key: ApiKey) -> None:
        """Look it up anew when it is next shown."""
        self._found.pop((key.tenant, key.prefix), None)

    def forget_account(self, account_id: ServiceAccountId) -> None:
        """Look every key of a service account up anew when it is next shown."""
        for place in [place for place, (_, known) in self._found.items() if _is_of(known, account_id)]:
            del self._found[place]


def _is_of(known: KnownKey | None, account_id: ServiceAccountId) -> bool:
    account = known.key.service_account if known is not None else None
    return account is not None and account.id == account_id
