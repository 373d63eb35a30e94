"""Service accounts in memory."""

from dataclasses import dataclass, field

import msgspec

from kit.identity import BY, MemoryKeys, an_actor
from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import NewServiceAccount, ServiceAccountDesk
from triage_warden.core.identity.service_accounts.errors import NoSuchServiceAccount
from triage_warden.core.identity.service_accounts.model import ServiceAccount, ServiceAccountId
from triage_warden.core.identity.service_accounts.ports import Decide, ServiceAccounts
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId, Uuid7


@dataclass(slots=True)
class MemoryServiceAccounts:
    """Service accounts by id; `keys`, where given, see each change as the database's do."""

    keys: MemoryKeys = field(default_factory=MemoryKeys)
    accounts: dict[ServiceAccountId, ServiceAccount] = field(default_factory=dict[ServiceAccountId, ServiceAccount])
    entries: list[AuditEntry] = field(default_factory=list[AuditEntry])

    async def all(self, tenant: TenantId) -> list[ServiceAccount]:
        """Return a tenant's."""
        return sorted((each for each in self.accounts.values() if each.tenant == tenant), key=lambda each: each.name)

    async def get(self, tenant: TenantId, account_id: ServiceAccountId) -> ServiceAccount:
        """Return one."""
        found = self.accounts.get(account_id)
        if found is None or found.tenant != tenant:
            raise NoSuchServiceAccount
        return found

    async def by_name(self, tenant: TenantId, name: str) -> ServiceAccount:
        """Return one."""
        found = next((each for each in await self.all(tenant) if each.name == name), None)
        if found is None:
            raise NoSuchServiceAccount
        return found

    async def add(self, account: ServiceAccount, *entries: AuditEntry) -> bool:
        """Keep it."""
        if account.name in {each.name for each in self.accounts.values()}:
            return False
        self.accounts[account.id] = account
        self.entries.extend(entries)
        return True

    async def change(self, tenant: TenantId, account_id: ServiceAccountId, decide: Decide) -> ServiceAccount:
        """Decide, and keep the decision."""
        change = decide(await self.get(tenant, account_id))
        self.accounts[account_id] = change.account
        self.entries.extend(change.entries)
        for key_id, known in self.keys.keys.items():
            if known.key.service_account and known.key.service_account.id == account_id:
                key = msgspec.structs.replace(known.key, service_account=change.account, role=change.account.role)
                self.keys.keys[key_id] = msgspec.structs.replace(known, key=key)
        return change.account


def a_service_account_desk(accounts: ServiceAccounts, clock: Clock) -> ServiceAccountDesk:
    """Return everything that can be done with them."""
    return ServiceAccountDesk(accounts, clock, Uuid7(clock), lambda _: None)


async def a_service_account(
    desk: ServiceAccountDesk, name: str = "siem", role: Role = Role.ANALYST, *, actor: Actor | None = None
) -> ServiceAccount:
    """Add one."""
    return await desk.add(actor or an_actor(), NewServiceAccount(name=name, role=role), by=BY)
