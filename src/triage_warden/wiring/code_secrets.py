"""Second factors' secrets, kept where all secrets are."""

from dataclasses import dataclass

from triage_warden.core.audit.model import By
from triage_warden.core.identity.people.model import UserId
from triage_warden.core.secrets.model import Place
from triage_warden.core.secrets.ports import SecretStore
from triage_warden.kernel.ids import TenantId


@dataclass(frozen=True, slots=True)
class KeptCodeSecrets:
    """Keeps the secrets of second factors (see CodeSecrets); `keys rotate` takes them along."""

    store: SecretStore

    async def put(self, tenant: TenantId, user_id: UserId, *, secret: bytes, by: By) -> None:
        """Keep somebody's secret, in the place of the one before."""
        await self.store.put(tenant, _place(user_id), secret, by=by)

    async def get(self, tenant: TenantId, user_id: UserId) -> bytes | None:
        """Return somebody's secret."""
        return await self.store.get(tenant, _place(user_id))

    async def remove(self, tenant: TenantId, user_id: UserId, *, by: By) -> None:
        """Forget it."""
        await self.store.remove(tenant, _place(user_id), by=by)


def _place(user_id: UserId) -> Place:
    return Place(purpose="totp", name=str(user_id))
