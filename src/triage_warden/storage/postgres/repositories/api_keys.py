"""API keys in PostgreSQL; every change with its entry on the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, insert, select, update

from triage_warden.core.audit.model import AuditEntry, AuditObject, By, Value, recorded
from triage_warden.core.identity.keys.errors import KeyNotStanding, NoSuchKey
from triage_warden.core.identity.keys.model import ApiKey, KnownKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.model import ServiceAccountId
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.queries.paging import Keyset
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.repositories.audit_log import append
from triage_warden.storage.postgres.repositories.service_accounts import service_account_of
from triage_warden.storage.postgres.tables.api_keys import API_KEYS
from triage_warden.storage.postgres.tables.service_accounts import SERVICE_ACCOUNTS
from triage_warden.storage.postgres.unit import Database, Reading, Transaction


@dataclass(frozen=True, slots=True)
class PostgresKeys:
    """Keeps keys, finds them, and notes their uses (see KeyStore, KeyLookup, LastUseSink)."""

    database: Database

    async def by_prefix(self, tenant: TenantId, prefix: str) -> KnownKey | None:
        """Return the tenant's key of that prefix, whether it stands or not."""
        wanted = _WHOLE.where(API_KEYS.c.tenant_id == tenant, API_KEYS.c.prefix == prefix)
        async with self.database.read(tenant) as reading:
            row = (await reading.execute(wanted)).mappings().one_or_none()
        return KnownKey(key=_key(row), digest=bytes(row["digest"])) if row is not None else None

    async def add(self, issued: KnownKey, by: By) -> None:
        """Keep a new key."""
        async with self.database.transaction(issued.key.tenant) as transaction:
            await _insert(transaction, issued)
            await append(transaction, _entry(by, "api_key.create", issued.key, at=issued.key.created_at))

    async def follow(self, issued: KnownKey, *, until: datetime, at: datetime, by: By) -> None:
        """Keep a new key and let the one that it replaces end at `until` at the latest; raise KeyNotStanding."""
        key = issued.key
        ending = (
            update(API_KEYS)
            .where(API_KEYS.c.tenant_id == key.tenant, API_KEYS.c.id == key.replaces, API_KEYS.c.revoked_at.is_(None))
            .where(API_KEYS.c.expires_at > at)
            .values(expires_at=func.least(API_KEYS.c.expires_at, until))
        )
        async with self.database.transaction(key.tenant) as transaction:
            if (await transaction.execute(ending)).rowcount == 0:
                raise KeyNotStanding
            await _insert(transaction, issued)
            await append(transaction, _entry(by, "api_key.rotate", key, at=at))

    async def revoke(self, tenant: TenantId, key_id: UUID, *, at: datetime, by: By) -> ApiKey:
        """End a key and return it; ending it again changes nothing. Raise NoSuchKey."""
        ending = (
            update(API_KEYS)
            .where(API_KEYS.c.tenant_id == tenant, API_KEYS.c.id == key_id, API_KEYS.c.revoked_at.is_(None))
            .values(revoked_at=at, revoked_by=by.name)
        )
        async with self.database.transaction(tenant) as transaction:
            ended = (await transaction.execute(ending)).rowcount
            key = await _get(transaction, tenant, key_id)
            if ended:
                await append(transaction, _entry(by, "api_key.revoke", key, at=at))
        return key

    async def get(self, tenant: TenantId, key_id: UUID) -> ApiKey:
        """Return a key, or raise NoSuchKey."""
        async with self.database.read(tenant) as reading:
            return await _get(reading, tenant, key_id)

    async def page(self, tenant: TenantId, request: PageRequest, *, of: ServiceAccountId | None = None) -> Page[ApiKey]:
        """Return keys, the newest first; `of` wants those of one service account only."""
        wanted = _WHOLE.where(API_KEYS.c.tenant_id == tenant)
        if of is not None:
            wanted = wanted.where(API_KEYS.c.service_account_id == of)
        async with self.database.read(tenant) as reading:
            return await _NEWEST.page(reading, wanted, request)

    async def used(self, tenant: TenantId, uses: dict[UUID, datetime]) -> None:
        """Note the uses of a tenant's keys; an earlier one than is known changes nothing."""
        async with self.database.transaction(tenant) as transaction:
            await transaction.raw.execute(_USED, tenant, list(uses), list(uses.values()))


_ACCOUNT: Final = "account_"
_WHOLE: Final = select(API_KEYS, *(each.label(f"{_ACCOUNT}{each.name}") for each in SERVICE_ACCOUNTS.c)).select_from(
    API_KEYS.outerjoin(
        SERVICE_ACCOUNTS,
        (SERVICE_ACCOUNTS.c.tenant_id == API_KEYS.c.tenant_id)
        & (SERVICE_ACCOUNTS.c.id == API_KEYS.c.service_account_id),
    )
)
"""Keys with the service accounts that they were issued to."""
_USED: Final = """
UPDATE api_keys SET last_used_at = greatest(last_used_at, used.at)
FROM unnest($2::uuid[], $3::timestamptz[]) AS used (id, at)
WHERE api_keys.tenant_id = $1 AND api_keys.id = used.id
"""


async def _get(reading: Reading | Transaction, tenant: TenantId, key_id: UUID) -> ApiKey:
    wanted = _WHOLE.where(API_KEYS.c.tenant_id == tenant, API_KEYS.c.id == key_id)
    row = (await reading.execute(wanted)).mappings().one_or_none()
    if row is None:
        raise NoSuchKey(key_id=str(key_id))
    return _key(row)


async def _insert(transaction: Transaction, issued: KnownKey) -> None:
    key = issued.key
    await transaction.execute(
        insert(API_KEYS).values(
            tenant_id=key.tenant,
            id=key.id,
            prefix=key.prefix,
            digest=issued.digest,
            name=key.name,
            role=key.role.value,
            scopes=_scopes(key),
            created_at=key.created_at,
            created_by=key.created_by,
            expires_at=key.expires_at,
            replaces=key.replaces,
            service_account_id=None if key.service_account is None else key.service_account.id,
        )
    )


def _scopes(key: ApiKey) -> list[str] | None:
    return None if key.scopes is None else sorted(scope.value for scope in key.scopes)


def _entry(by: By, action: str, key: ApiKey, *, at: datetime) -> AuditEntry:
    after: dict[str, Value] = {
        "name": key.name,
        "prefix": key.prefix,
        "role": key.role.value,
        "scopes": _scope_words(key),
    }
    if key.service_account is not None:
        after["service_account"] = key.service_account.name
    if key.revoked_at is not None:
        after = {"revoked_at": key.revoked_at.isoformat()}
    elif key.replaces is not None:
        after["replaces"] = str(key.replaces)
    return recorded(by, action, AuditObject(type="api_key", id=str(key.id)), at=at, changed=(None, after))


def _scope_words(key: ApiKey) -> Value:
    return None if key.scopes is None else tuple(sorted(scope.value for scope in key.scopes))


def _key(row: Row) -> ApiKey:
    scopes = row["scopes"]
    account = None if row["service_account_id"] is None else service_account_of(row, _ACCOUNT)
    return ApiKey(
        id=row["id"],
        tenant=TenantId(row["tenant_id"]),
        prefix=row["prefix"],
        name=row["name"],
        role=Role(row["role"]) if account is None else account.role,
        scopes=None if scopes is None else frozenset(Permission(each) for each in scopes if each in _KNOWN),
        service_account=account,
        created_at=row["created_at"],
        created_by=row["created_by"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
        revoked_by=row["revoked_by"],
        replaces=row["replaces"],
        last_used_at=row["last_used_at"],
    )


_KNOWN: Final = frozenset(Permission)
"""A scope that is no more permits nothing."""
_NEWEST: Final = Keyset(columns=(API_KEYS.c.created_at, API_KEYS.c.id), key_type=tuple[datetime, UUID], item=_key)
