"""A front desk in memory, for tests of the web side that do not look at the database."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kit.people import QUICK, SESSION_KEY, MemoryCodeSecrets
from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.audit.ports import AuditLog
from triage_warden.core.identity.people.desk import Desk, Parts
from triage_warden.core.identity.people.errors import NoSuchUser, SessionEnded
from triage_warden.core.identity.people.model import Account, Session, SessionId, Subject, User, UserId
from triage_warden.core.identity.people.ports import Decide, Lifetimes
from triage_warden.core.identity.people.throttle import Counted, Tries, begin, waits
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import TenantId, Uuid7
from triage_warden.security.one_time_codes import OneTimeCodes
from triage_warden.security.password_strength import guesses
from triage_warden.security.passwords import Argon2Passwords
from triage_warden.security.session_tokens import SessionTokens
from triage_warden.security.signed_values import SignedValues
from triage_warden.security.temporary_passwords import temporary_password
from triage_warden.web.shared.cookies import Cookies
from triage_warden.web.shared.front import Front
from triage_warden.wiring.people import shown_secret


@dataclass(slots=True)
class MemoryPeople:
    """Accounts and sessions, in memory."""

    accounts: dict[UserId, Account] = field(default_factory=dict[UserId, Account])
    sessions: dict[bytes, Session] = field(default_factory=dict[bytes, Session])
    entries: list[AuditEntry] = field(default_factory=list[AuditEntry])

    async def by_name(self, name: str) -> Account | None:
        """Return the account of a name."""
        return next((each for each in self.accounts.values() if each.user.name == name), None)

    async def by_subject(self, tenant: TenantId, subject: Subject) -> Account | None:
        """Return the account of a subject."""
        mine = (each for each in self.accounts.values() if each.user.tenant == tenant)
        return next((each for each in mine if each.subject == subject), None)

    async def get(self, tenant: TenantId, user_id: UserId) -> Account:
        """Return an account."""
        found = self.accounts.get(user_id)
        if found is None or found.user.tenant != tenant:
            raise NoSuchUser
        return found

    async def all(self, tenant: TenantId) -> list[User]:
        """Return everybody."""
        return [each.user for each in self.accounts.values() if each.user.tenant == tenant]

    async def add(self, account: Account, *entries: AuditEntry) -> bool:
        """Keep an account."""
        if await self.by_name(account.user.name):
            return False
        self.accounts[account.user.id] = account
        self.entries.extend(entries)
        return True

    async def change(self, tenant: TenantId, user_id: UserId, decide: Decide) -> Account:
        """Decide, and keep the decision."""
        change = decide(await self.get(tenant, user_id))
        self.accounts[user_id] = change.account
        self.entries.extend(change.entries)
        if change.end_sessions:
            await MemorySessions(self).end_all(tenant, user_id, but=change.keep_session)
        return change.account


@dataclass(frozen=True, slots=True)
class MemorySessions:
    """Sessions, in memory."""

    people: MemoryPeople

    async def add(self, session: Session, digest: bytes, *, instead_of: SessionId | None = None) -> None:
        """Keep a session."""
        if instead_of is not None and not await self.end(session.tenant, instead_of, of=session.user_id):
            raise SessionEnded
        self.people.sessions[digest] = session

    async def find(self, tenant: TenantId, digests: Sequence[bytes]) -> tuple[Session, User] | None:
        """Return a session and whose it is."""
        kept = (self.people.sessions.get(digest) for digest in digests)
        session = next((each for each in kept if each and each.tenant == tenant), None)
        return None if session is None else (session, self.people.accounts[session.user_id].user)

    async def touch(self, session: Session, now: datetime) -> None:
        """Leave it: tests of the web side do not wait for hours."""

    async def of_user(self, tenant: TenantId, user_id: UserId) -> list[Session]:
        """Return somebody's sessions."""
        return [each for each in self.people.sessions.values() if (each.tenant, each.user_id) == (tenant, user_id)]

    async def end(self, tenant: TenantId, session_id: SessionId, *, of: UserId) -> bool:
        """End one."""
        mine = {digest for digest, each in self.people.sessions.items() if (each.id, each.user_id) == (session_id, of)}
        for digest in mine:
            del self.people.sessions[digest]
        return bool(mine) and bool(tenant)

    async def end_all(self, tenant: TenantId, user_id: UserId, *, but: SessionId | None = None) -> int:
        """End all but one."""
        theirs = [each.id for each in await self.of_user(tenant, user_id) if each.id != but]
        for session_id in theirs:
            await self.end(tenant, session_id, of=user_id)
        return len(theirs)

    async def end_provider_session(self, tenant: TenantId, name: str) -> int:
        """End those of a session at the provider."""
        found = [each for each in self.people.sessions.values() if each.provider_session == name]
        for session in found:
            await self.end(tenant, session.id, of=session.user_id)
        return len(found)


@dataclass(slots=True)
class MemoryAttempts:
    """Attempts, in memory."""

    counts: dict[bytes, Tries] = field(default_factory=dict[bytes, Tries])

    async def begin(self, keys: Sequence[tuple[Counted, bytes]], now: datetime) -> timedelta:
        """Count, or say how long to wait."""
        wait = max(waits(self.counts.get(digest, Tries()), now) for _, digest in keys)
        if not wait:
            self.counts |= {digest: begin(self.counts.get(digest, Tries()), counted, now) for counted, digest in keys}
        return wait

    async def succeeded(self, keys: Sequence[tuple[Counted, bytes]]) -> None:
        """Forget."""
        for _, digest in keys:
            self.counts.pop(digest, None)


def a_memory_desk(clock: Clock, record: AuditLog, people: MemoryPeople | None = None) -> Desk:
    """Return a desk in memory."""
    people = people or MemoryPeople()
    return Desk.over(
        Parts(
            people=people,
            store=MemorySessions(people),
            attempts=MemoryAttempts(),
            secrets=MemoryCodeSecrets(),
            record=record,
            passwords=Argon2Passwords(QUICK),
            codes=OneTimeCodes(),
            tokens=SessionTokens([SESSION_KEY]),
            guesses=guesses,
            new_password=temporary_password,
            lifetimes=Lifetimes(),
            clock=clock,
            ids=Uuid7(clock),
        )
    )


def a_front(desk: Desk, *, safe: bool = False) -> Front:
    """Return what the pages of signing in are given, over a desk."""
    return Front(
        desk=desk,
        signed=SignedValues([SESSION_KEY]),
        cookies=Cookies(safe=safe),
        show_secret=shown_secret,
        new_visitor=lambda: secrets.token_urlsafe(12),
    )
