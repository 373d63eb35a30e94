"""API keys."""

from datetime import datetime
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.model import ServiceAccount
from triage_warden.core.identity.tokens import narrowed
from triage_warden.kernel.ids import TenantId


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key for a program; never its text, which was shown once.

    `scopes` narrow the role, None narrows nothing. One that was issued to a service account lets that in, and has its
    role. `replaces` is the key that this one was made to follow; `last_used_at` is written in batches, so it may lag
    by a minute.
    """

    id: UUID
    tenant: TenantId
    prefix: str
    name: str
    role: Role
    scopes: frozenset[Permission] | None
    service_account: ServiceAccount | None = None
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    revoked_by: str | None = None
    replaces: UUID | None = None
    last_used_at: datetime | None = None

    def stands(self, at: datetime) -> bool:
        """Tell whether it is good at a time; none is while the service account that it was issued to is disabled."""
        if self.service_account is not None and self.service_account.disabled:
            return False
        return at < self.expires_at and (self.revoked_at is None or at < self.revoked_at)

    def actor(self, *, within: frozenset[Permission] | None = None) -> Actor:
        """Return who shows it; `within` narrows it further."""
        scopes, account = narrowed(self.scopes, within), self.service_account
        return Actor(
            id=self.id if account is None else account.id,
            tenant=self.tenant,
            kind=ActorKind.API_KEY if account is None else ActorKind.SERVICE_ACCOUNT,
            name=self.name if account is None else account.name,
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
