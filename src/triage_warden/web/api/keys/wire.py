"""Keys and tokens as the outside sees them."""

from datetime import datetime, timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.keys.desk import LONGEST_TOKEN_SECONDS, TOKEN_SECONDS, IssuedToken
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.model import ApiKey, IssuedKey
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role

_BEARER: Final = "Bearer"
_DAY: Final = 86_400


class NewKeyBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to be made."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200, description="What it is for, for the record.")]
    role: Role = Role.VIEWER
    scopes: Annotated[
        list[Permission] | None, msgspec.Meta(description="Of what the role permits, only this; without it, all.")
    ] = None
    expires_in_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 365

    def wanted(self) -> WantedKey:
        """Return what the key should be."""
        scopes = None if self.scopes is None else frozenset(self.scopes)
        return WantedKey(name=self.name, role=self.role, scopes=scopes, lasting=timedelta(days=self.expires_in_days))


class RotateKeyBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one key is followed by another."""

    overlap_seconds: Annotated[
        int, msgspec.Meta(ge=0, le=30 * _DAY, description="How long the old key stays good beside the new one.")
    ] = _DAY

    def overlap(self) -> timedelta:
        """Return it as a span."""
        return timedelta(seconds=self.overlap_seconds)


class TokenBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A token to be made from the key that is shown."""

    lifetime_seconds: Annotated[int, msgspec.Meta(ge=60, le=LONGEST_TOKEN_SECONDS)] = TOKEN_SECONDS
    scopes: Annotated[
        list[Permission] | None, msgspec.Meta(description="Of what the key permits, only this; without it, all.")
    ] = None


class HolderBody(msgspec.Struct, frozen=True, kw_only=True):
    """The service account that a key was issued to."""

    id: UUID
    name: str
    disabled: bool
    """While it is, none of its keys is good."""


class KeyBody(msgspec.Struct, frozen=True, kw_only=True):
    """A key; its text was shown once, when it was made."""

    id: UUID
    prefix: str
    name: str
    role: Role
    scopes: list[Permission] | None
    service_account: HolderBody | None
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    replaces: UUID | None
    last_used_at: datetime | None


class KeysBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of keys, newest first."""

    items: list[KeyBody]
    next: str | None


class IssuedKeyBody(msgspec.Struct, frozen=True, kw_only=True):
    """A key with its text, shown this once."""

    key: KeyBody
    secret: str


class IssuedTokenBody(msgspec.Struct, frozen=True, kw_only=True):
    """An access token (RFC 6749 §5.1)."""

    access_token: str
    token_type: str
    expires_in: int
    expires_at: datetime


class MeBody(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks, and what they may do."""

    id: UUID
    kind: ActorKind
    name: str
    role: Role
    tenant: UUID
    permissions: list[Permission]


def key_body(key: ApiKey) -> KeyBody:
    """Return a key without what is ours alone (its tenant)."""
    body = msgspec.convert(key, KeyBody, from_attributes=True)
    return body if body.scopes is None else msgspec.structs.replace(body, scopes=sorted(body.scopes))


def issued_body(issued: IssuedKey) -> IssuedKeyBody:
    """Return a key with its text."""
    return IssuedKeyBody(key=key_body(issued.key), secret=issued.text)


def token_body(issued: IssuedToken, seconds: int) -> IssuedTokenBody:
    """Return a token as OAuth has it."""
    return IssuedTokenBody(
        access_token=issued.text, token_type=_BEARER, expires_in=seconds, expires_at=issued.expires_at
    )


def me_body(actor: Actor) -> MeBody:
    """Return who asks."""
    return MeBody(
        id=actor.id,
        kind=actor.kind,
        name=actor.name,
        role=actor.role,
        tenant=actor.tenant,
        permissions=sorted(actor.permissions),
    )
