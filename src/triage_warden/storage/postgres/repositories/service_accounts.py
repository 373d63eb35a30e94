"""Service accounts, written and read."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, insert, select, update

from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.errors import NoSuchServiceAccount
from triage_warden.core.identity.service_accounts.model import ServiceAccount, ServiceAccountId
from triage_warden.core.identity.service_accounts.ports import Decide
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.repositories.people import take_name
from triage_warden.storage.postgres.tables.service_accounts import SERVICE_ACCOUNTS
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database

_MOST: Final = 1000
"""That a list shows; an installation has tens."""


@dataclass(frozen=True, slots=True)
class PostgresServiceAccounts:
    """Keeps service accounts (core/identity/service_accounts/ports)."""

    database: Database

    async def all(self, tenant: TenantId) -> list[ServiceAccount]:
        """Return a tenant's, by name."""
        mine = select(SERVICE_ACCOUNTS).where(SERVICE_ACCOUNTS.c.tenant_id == tenant)
        async with self.database.read(tenant) as reading:
            rows = await reading.execute(mine.order_by(SERVICE_ACCOUNTS.c.name).limit(_MOST))
            return [service_account_of(row) for row in rows.mappings()]

    async def get(self, tenant: TenantId, account_id: ServiceAccountId) -> ServiceAccount:
        """Return one, or raise NoSuchServiceAccount."""
        return await self._one(tenant, SERVICE_ACCOUNTS.c.id == account_id)

    async def by_name(self, tenant: TenantId, name: str) -> ServiceAccount:
        """Return the tenant's one of that name, or raise NoSuchServiceAccount."""
        return await self._one(tenant, SERVICE_ACCOUNTS.c.name == storable(name))

    async def add(self, account: ServiceAccount, *entries: AuditEntry) -> bool:
        """Keep a new one; False where the name is taken, by a person or by whichever tenant."""
        async with self.database.transaction(account.tenant) as transaction:
            if not await take_name(transaction, account.name, account.tenant):
                return False
            await transaction.execute(insert(SERVICE_ACCOUNTS).values(_row(account)))
            await append(transaction, *entries)
        return True

    async def change(self, tenant: TenantId, account_id: ServiceAccountId, decide: Decide) -> ServiceAccount:
        """Decide about one while nobody else does (see the port)."""
        mine = (SERVICE_ACCOUNTS.c.tenant_id == tenant) & (SERVICE_ACCOUNTS.c.id == account_id)
        async with self.database.transaction(tenant) as transaction:
            found = await transaction.execute(select(SERVICE_ACCOUNTS).where(mine).with_for_update())
            row = found.mappings().one_or_none()
            if row is None:
                raise NoSuchServiceAccount
            known = service_account_of(row)
            change = decide(known)
            if change.account != known:
                await transaction.execute(update(SERVICE_ACCOUNTS).where(mine).values(_row(change.account)))
            await append(transaction, *change.entries)
        return change.account

    async def _one(self, tenant: TenantId, condition: ColumnElement[bool]) -> ServiceAccount:
        wanted = select(SERVICE_ACCOUNTS).where(SERVICE_ACCOUNTS.c.tenant_id == tenant, condition)
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(wanted)).mappings().one_or_none()
        if row is None:
            raise NoSuchServiceAccount
        return service_account_of(row)


def service_account_of(row: Row, prefix: str = "") -> ServiceAccount:
    """Return the account of a row whose columns' names begin with `prefix`."""
    return ServiceAccount(
        id=ServiceAccountId(row[f"{prefix}id"]),
        tenant=TenantId(row[f"{prefix}tenant_id"]),
        name=row[f"{prefix}name"],
        description=row[f"{prefix}description"],
        owner=row[f"{prefix}owner"],
        role=Role(row[f"{prefix}role"]),
        disabled=row[f"{prefix}disabled"],
        created_at=row[f"{prefix}created_at"],
        created_by=row[f"{prefix}created_by"],
    )


def _row(account: ServiceAccount) -> dict[str, object]:
    return {
        "tenant_id": account.tenant,
        "id": account.id,
        "name": account.name,
        "description": storable(account.description),
        "owner": storable(account.owner),
        "role": account.role.value,
        "disabled": account.disabled,
        "created_at": account.created_at,
        "created_by": storable(account.created_by),
    }
