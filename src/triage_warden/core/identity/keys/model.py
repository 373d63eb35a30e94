"""API keys."""

from datetime import datetime
from uuid import UUID

import msgspec

from triage_warden.core.identity.model import Actor, ActorKind
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.tokens import narrowed
from triage_warden.kernel.ids import TenantId


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key for a program; never its text, which was shown once.

    `scopes` narrow the role, None narrows nothing. `replaces` is the key that this one was made to follow;
    `last_used_at` is written in batches, so it may lag by a minute.
    """

    id: UUID
    tenant: TenantId
    prefix: str
    name: str
    role: Role
    scopes: frozenset[Permission] | None
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    replaces: UUID | None = None
    last_used_at: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Tell whether it is good at a time."""
        return at < self.expires_at and (self.revoked_at is None or at < self.revoked_at)

    def actor(self, *, within: frozenset[Permission] | None = None) -> Actor:
        """Return who shows it; `within` narrows it further."""
        scopes = narrowed(self.scopes, within)
        return Actor(
            id=self.id,
            tenant=self.tenant,
            kind=ActorKind.API_KEY,
            name=self.name,
            role=self.role,
            scopes=scopes,
            credential=self.id,
        )


class KnownKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key with what is kept of its text."""

    key: ApiKey
    digest: bytes


class IssuedKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key with its text, on the one occasion when it is shown."""

    key: ApiKey
    text: str

    def __repr__(self) -> str:
        return f"IssuedKey({self.key.prefix})"
