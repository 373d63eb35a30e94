"""People whom an identity provider vouches for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

import msgspec

from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.administer import differences
from triage_warden.core.identity.people.enter import Enter
from triage_warden.core.identity.people.errors import BadUserName, NotEntitled, SignInRefused
from triage_warden.core.identity.people.model import Account, Proof, Subject, User, UserId
from triage_warden.core.identity.people.ports import Change, People, SessionStore
from triage_warden.core.identity.people.record import about
from triage_warden.core.identity.people.sessions import Begun
from triage_warden.core.identity.people.user_name import user_name
from triage_warden.core.identity.people.visit import Visit
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource, TenantId

EVERYBODY: Final = "*"
"""Stands for every group in the mapping: whoever the provider lets through."""


class Vouched(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider says about somebody who signed in there."""

    subject: Subject
    name: str
    display_name: str = ""
    groups: tuple[str, ...] = ()
    session: str | None = None


class LoggedOut(msgspec.Struct, frozen=True, kw_only=True):
    """Who a provider says has signed out there: one session, or a person everywhere."""

    subject: Subject | None = None
    session: str | None = None


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in on its way: where the browser goes, and what it keeps until it comes back."""

    address: str
    kept: bytes


class IdentityProvider(Protocol):
    """Signs people in elsewhere."""

    @property
    def title(self) -> str:
        """Return what people call it."""
        ...

    async def begin(self) -> Started:
        """Return where to send somebody."""
        ...

    async def finish(self, kept: bytes, answered: Mapping[str, str]) -> Vouched:
        """Return who came back; raise SignInRefused or Unavailable."""
        ...

    async def logged_out(self, token: str) -> LoggedOut:
        """Return who has signed out; raise SignInRefused where the provider did not say so."""
        ...


def role_of(groups: Collection[str], mapping: Mapping[str, Role]) -> Role | None:
    """Return the highest role that one of the groups gives; None where none does. Capitals do not matter."""
    mine = {group.casefold() for group in groups} | {EVERYBODY}
    given = [role for group, role in mapping.items() if group.casefold() in mine]
    return max(given, key=lambda role: role.rank, default=None)


@dataclass(frozen=True, slots=True)
class SignInExternal:
    """Lets in whom the provider vouches for; their account is made at their first sign-in, their role at each."""

    people: People
    store: SessionStore
    enter: Enter
    clock: Clock
    ids: IdSource

    async def __call__(self, tenant: TenantId, vouched: Vouched, visit: Visit, *, mapping: Mapping[str, Role]) -> Begun:
        """Return a full session.

        Raises:
            NotEntitled: none of their groups has a role here.
            SignInRefused: they are disabled here.
        """
        role = role_of(vouched.groups, mapping)
        account = await self.people.by_subject(tenant, vouched.subject)
        if role is None:
            if account is not None:
                await self.store.end_all(tenant, account.user.id)
            raise NotEntitled
        if account is None:
            user = await self._add(tenant, vouched, role)
        else:
            user = await self._follow(account, vouched, role)
        return await self.enter(user, visit, by=Proof.IDENTITY_PROVIDER, provider_session=vouched.session)

    async def end(self, tenant: TenantId, who: LoggedOut) -> int:
        """End the sessions of somebody who signed out at the provider, and return how many."""
        if who.session is not None:
            return await self.store.end_provider_session(tenant, who.session)
        account = await self.people.by_subject(tenant, who.subject) if who.subject else None
        return await self.store.end_all(tenant, account.user.id) if account else 0

    async def _add(self, tenant: TenantId, vouched: Vouched, role: Role) -> User:
        """Add them under their name there; a name that is taken here is somebody else's, and is never theirs."""
        for name in names_for(vouched):
            user = User(
                id=UserId(self.ids()),
                tenant=tenant,
                name=name,
                display_name=vouched.display_name[:200],
                role=role,
                external=True,
                created_at=self.clock.now(),
            )
            after = {"name": name, "role": role.value, "issuer": vouched.subject.issuer}
            entry = about(SYSTEM, "user.create", user, at=user.created_at, after=after)
            if await self.people.add(Account(user=user, subject=vouched.subject), entry):
                return user
        raise SignInRefused(detail="Your name is taken here; tell an administrator.")

    async def _follow(self, account: Account, vouched: Vouched, role: Role) -> User:
        """Give them the role that their groups give now; other sessions of theirs end with the old one."""
        now = self.clock.now()

        def decide(latest: Account) -> Change:
            if latest.user.disabled:
                raise SignInRefused(detail="Your account is disabled here; tell an administrator.")
            new = msgspec.structs.replace(
                latest.user, role=role, display_name=vouched.display_name[:200] or latest.user.display_name
            )
            before, after = differences(latest.user, new)
            if not after:
                return Change(account=latest)
            entry = about(SYSTEM, "user.update", new, at=now, reason="identity provider", before=before, after=after)
            changed = msgspec.structs.replace(latest, user=new)
            return Change(account=changed, entries=(entry,), end_sessions=latest.user.role is not role)

        return (await self.people.change(account.user.tenant, account.user.id, decide)).user


def names_for(vouched: Vouched) -> list[str]:
    """Return the names to try: theirs, theirs with a mark of the subject, and the mark alone."""
    mark = sha256(f"{vouched.subject.issuer}\x00{vouched.subject.subject}".encode()).hexdigest()[:8]
    try:
        theirs = user_name(vouched.name)
    except BadUserName:
        return [f"user-{mark}"]
    return [theirs, f"{theirs[:55]}-{mark}", f"user-{mark}"]
