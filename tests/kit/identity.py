"""Actors, keys and who shows them, in memory."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from kit.clock import FrozenClock
from triage_warden.core.audit.model import ActorKind, AuditActor, By
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.desk import KeyDesk
from triage_warden.core.identity.keys.errors import KeyNotStanding, NoSuchKey
from triage_warden.core.identity.keys.issue import IssueKey, RevokeKey
from triage_warden.core.identity.keys.model import ApiKey, KnownKey
from triage_warden.core.identity.model import LOCAL_OPERATOR, Actor, Credential
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.model import ServiceAccountId
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId, Uuid7
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.security.access_tokens import AccessTokens

BY = By(actor=AuditActor(id="u-1", kind=ActorKind.USER, name="analyst@example.com"), request_id="request-1")
OTHER_TENANT = TenantId(UUID("00000000-0000-7000-8000-000000000002"))


def an_actor(role: Role = Role.ADMIN, tenant: TenantId = DEFAULT_TENANT) -> Actor:
    """Return a person of a role."""
    return msgspec.structs.replace(
        LOCAL_OPERATOR, role=role, tenant=tenant, kind=ActorKind.USER, name=f"{role.value}@example.com"
    )


@dataclass(slots=True)
class MemoryKeys:
    """Keys by id; counts how often it was asked."""

    keys: dict[UUID, KnownKey] = field(default_factory=dict[UUID, KnownKey])
    asked: int = 0
    uses: dict[UUID, datetime] = field(default_factory=dict[UUID, datetime])

    async def by_prefix(self, tenant: TenantId, prefix: str) -> KnownKey | None:
        """Return the key."""
        self.asked += 1
        found = (each for each in self.keys.values() if (each.key.tenant, each.key.prefix) == (tenant, prefix))
        return next(found, None)

    async def add(self, issued: KnownKey, by: By) -> None:  # noqa: ARG002  # nothing is recorded here
        """Keep it."""
        self.keys[issued.key.id] = issued

    async def follow(self, issued: KnownKey, *, until: datetime, at: datetime, by: By) -> None:
        """Keep it and let the other end."""
        assert issued.key.replaces is not None
        old = self.keys[issued.key.replaces]
        if not old.key.stands(at):
            raise KeyNotStanding
        ending = msgspec.structs.replace(old.key, expires_at=min(old.key.expires_at, until))
        self.keys[old.key.id] = msgspec.structs.replace(old, key=ending)
        await self.add(issued, by)

    async def revoke(self, tenant: TenantId, key_id: UUID, *, at: datetime, by: By) -> ApiKey:
        """End it."""
        key = await self.get(tenant, key_id)
        if key.revoked_at is None:
            key = msgspec.structs.replace(key, revoked_at=at, revoked_by=by.name)
            self.keys[key_id] = msgspec.structs.replace(self.keys[key_id], key=key)
        return key

    async def get(self, tenant: TenantId, key_id: UUID) -> ApiKey:
        """Return it."""
        known = self.keys.get(key_id)
        if known is None or known.key.tenant != tenant:
            raise NoSuchKey
        return known.key

    async def page(self, tenant: TenantId, request: PageRequest, *, of: ServiceAccountId | None = None) -> Page[ApiKey]:
        """Return the first of them."""
        mine = [each.key for each in self.keys.values() if each.key.tenant == tenant]
        if of is not None:
            mine = [each for each in mine if each.service_account and each.service_account.id == of]
        return Page(items=mine[: request.limit])

    async def used(self, tenant: TenantId, uses: dict[UUID, datetime]) -> None:  # noqa: ARG002  # ids are enough here
        """Note uses."""
        self.uses |= uses


def an_issuer(keys: MemoryKeys, clock: FrozenClock) -> IssueKey:
    """Return what makes keys."""
    return IssueKey(keys, clock, Uuid7(clock), secrets.token_bytes)


YEAR = timedelta(days=365)


def shown_by(role: Role, tenant: TenantId = DEFAULT_TENANT) -> dict[str, str]:
    """Return the header of a person of a role, for `known_by_role`."""
    return {"authorization": f"Bearer {role.value}/{tenant}"}


async def known_by_role(credential: Credential) -> Actor:
    """Know whoever says which role they have, and where."""
    role, _, tenant = credential.text.partition("/")
    if role not in set(Role):
        raise NotSignedIn
    return an_actor(Role(role), TenantId(UUID(tenant)) if tenant else DEFAULT_TENANT)


def a_key_desk(keys: MemoryKeys, clock: FrozenClock) -> KeyDesk:
    """Return everything that can be done with keys, over memory."""
    tokens = AccessTokens([b"a secret of the tests, 32 bytes.."], clock)
    return KeyDesk(keys, an_issuer(keys, clock), RevokeKey(keys, clock, lambda _: None), tokens, clock)
