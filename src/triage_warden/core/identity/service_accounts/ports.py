"""What service accounts need of the world."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.identity.service_accounts.model import ServiceAccount, ServiceAccountId
from triage_warden.kernel.ids import TenantId


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided about a service account: how it is now, and what goes on the record with it."""

    account: ServiceAccount
    entries: tuple[AuditEntry, ...] = ()


Decide = Callable[[ServiceAccount], Change]


class ServiceAccounts(Protocol):
    """Keeps service accounts."""

    async def all(self, tenant: TenantId) -> list[ServiceAccount]:
        """Return a tenant's, by name."""
        ...

    async def get(self, tenant: TenantId, account_id: ServiceAccountId) -> ServiceAccount:
        """Return one, or raise NoSuchServiceAccount."""
        ...

    async def by_name(self, tenant: TenantId, name: str) -> ServiceAccount:
        """Return the tenant's one of that name, or raise NoSuchServiceAccount."""
        ...

    async def add(self, account: ServiceAccount, *entries: AuditEntry) -> bool:
        """Keep a new one and return True; False where the name is taken, by a person or by whichever tenant."""
        ...

    async def change(self, tenant: TenantId, account_id: ServiceAccountId, decide: Decide) -> ServiceAccount:
        """Decide about one while nobody else does, keep the decision, and return it; raise NoSuchServiceAccount."""
        ...
