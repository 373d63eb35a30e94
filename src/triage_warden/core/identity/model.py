"""Who asks."""

from enum import StrEnum
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.permissions import MATRIX, Permission
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who asks for something, known by a credential; the tenant comes from nowhere else.

    `id` is the person's, key's or account's; `name` goes on the record. `scopes` narrow the role, None narrows
    nothing. `credential` is the key or session that was shown.
    """

    id: UUID
    tenant: TenantId
    kind: ActorKind
    name: str
    role: Role
    scopes: frozenset[Permission] | None = None
    credential: UUID | None = None

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what the role permits, within the scopes."""
        granted = MATRIX[self.role]
        return granted if self.scopes is None else granted & self.scopes

    def may(self, permission: Permission) -> bool:
        """Tell whether this is permitted."""
        return permission in MATRIX[self.role] and (self.scopes is None or permission in self.scopes)


class CredentialKind(StrEnum):
    """How somebody shows who they are."""

    BEARER = "bearer"
    """An API key or an access token, in the Authorization header."""
    SESSION = "session"
    """A browser's cookie."""


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """What was shown, not yet looked at; never to be logged."""

    kind: CredentialKind
    text: str

    def __repr__(self) -> str:
        return f"Credential({self.kind})"


LOCAL_OPERATOR = Actor(
    id=UUID("00000000-0000-7000-8000-0000000000aa"),
    tenant=DEFAULT_TENANT,
    kind=ActorKind.SYSTEM,
    name="local",
    role=Role.ADMIN,
)
"""Whoever sits at the machine."""
