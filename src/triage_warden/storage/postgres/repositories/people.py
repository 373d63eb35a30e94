"""Accounts, written and read."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import insert, select, update

from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.identity.people.errors import LastAdministrator, NoSuchUser
from triage_warden.core.identity.people.model import Account, Subject, User, UserId
from triage_warden.core.identity.people.ports import Change, Decide
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.repositories.people_rows import account_of, row_of, user_of
from triage_warden.storage.postgres.tables.people import SESSIONS, USERS
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database, Reading, Transaction

_MOST: Final = 1000
"""People that a list shows; a SOC has tens."""


@dataclass(frozen=True, slots=True)
class PostgresPeople:
    """Keeps accounts (core/identity/people/ports.People)."""

    database: Database

    async def by_name(self, name: str) -> Account | None:
        """Return the account of a name, whatever its tenant; asks as much for a name that nobody has."""
        async with self.database.system() as system:
            home = await system.raw.fetchval("SELECT home FROM credential_homes WHERE handle = $1", handle_of(name))
        async with self.database.read(TenantId(home or DEFAULT_TENANT)) as reading:
            return await _found(reading, USERS.c.name == storable(name))

    async def by_subject(self, tenant: TenantId, subject: Subject) -> Account | None:
        """Return the account of somebody whom the identity provider knows."""
        async with self.database.read(tenant) as reading:
            same = (USERS.c.oidc_issuer == subject.issuer) & (USERS.c.oidc_subject == storable(subject.subject))
            return await _found(reading, same)

    async def get(self, tenant: TenantId, user_id: UserId) -> Account:
        """Return an account, or raise NoSuchUser."""
        async with self.database.read(tenant) as reading:
            found = await _found(reading, USERS.c.id == user_id)
        if found is None:
            raise NoSuchUser
        return found

    async def all(self, tenant: TenantId) -> list[User]:
        """Return every person of a tenant, by name."""
        statement = select(USERS).where(USERS.c.tenant_id == tenant).order_by(USERS.c.name).limit(_MOST)
        async with self.database.read(tenant) as reading:
            return [user_of(row) for row in (await reading.execute(statement)).mappings()]

    async def add(self, account: Account, *entries: AuditEntry) -> bool:
        """Keep a new account; False where the name is taken, by whichever tenant."""
        user = account.user
        async with self.database.transaction(user.tenant) as transaction:
            if not await take_name(transaction, user.name, user.tenant):
                return False
            await transaction.execute(insert(USERS).values(row_of(account)))
            await append(transaction, *entries)
        return True

    async def change(self, tenant: TenantId, user_id: UserId, decide: Decide) -> Account:
        """Decide about an account while nobody else does (see the port)."""
        mine = (USERS.c.tenant_id == tenant) & (USERS.c.id == user_id)
        async with self.database.transaction(tenant) as transaction:
            found = (await transaction.execute(select(USERS).where(mine).with_for_update())).mappings().one_or_none()
            if found is None:
                raise NoSuchUser
            known = account_of(found)
            change = decide(known)
            if change.account != known:
                await transaction.execute(update(USERS).where(mine).values(row_of(change.account)))
            await _keep_an_administrator(transaction, known.user, change.account.user)
            await _end_sessions(transaction, change)
            await append(transaction, *change.entries)
        return change.account


async def _found(reading: Reading, condition: object) -> Account | None:
    statement = select(USERS).where(USERS.c.tenant_id == reading.tenant, condition)  # type: ignore[arg-type]  # a clause
    row = (await reading.execute(statement)).mappings().one_or_none()
    return None if row is None else account_of(row)


async def _keep_an_administrator(transaction: Transaction, old: User, new: User) -> None:
    """One at a time, and counted after the wait: two who demote each other at once must not both succeed."""
    if not _administers(old) or _administers(new):
        return
    await transaction.raw.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('administrators:' || $1, 0))", str(transaction.tenant)
    )
    if not await transaction.raw.fetchval(_ANY_ADMINISTRATOR, transaction.tenant):
        raise LastAdministrator


def _administers(user: User) -> bool:
    return user.role is Role.ADMIN and not user.disabled


async def _end_sessions(transaction: Transaction, change: Change) -> None:
    if not change.end_sessions:
        return
    user = change.account.user
    theirs = SESSIONS.delete().where(SESSIONS.c.tenant_id == user.tenant, SESSIONS.c.user_id == user.id)
    if change.keep_session is not None:
        theirs = theirs.where(SESSIONS.c.id != change.keep_session)
    await transaction.execute(theirs)


async def take_name(transaction: Transaction, name: str, tenant: TenantId) -> bool:
    """Take a name for a person or a service account; False where anybody has it."""
    return bool(await transaction.raw.execute(_TAKE_NAME, handle_of(name), tenant) != "INSERT 0 0")


def handle_of(name: str) -> str:
    """Return what stands for a name in `credential_homes`."""
    return f"user:{sha256(name.encode('utf-8', 'replace')).hexdigest()}"


_TAKE_NAME = "INSERT INTO credential_homes (handle, home) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_ANY_ADMINISTRATOR = "SELECT EXISTS (SELECT 1 FROM users WHERE tenant_id = $1 AND role = 'admin' AND NOT disabled)"
