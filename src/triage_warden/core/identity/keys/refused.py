"""A key, or a token made from one, that was shown and is not good: for the record, never for who shows it."""

from enum import StrEnum
from typing import ClassVar
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import AuditObject
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId


class Why(StrEnum):
    """What is wrong with it."""

    UNKNOWN = "there is no such key"
    WRONG = "the prefix of a key, with another secret behind it"
    OVER = "a key that is revoked, has expired, or is of a disabled service account"
    NOT_OURS = "neither a key nor an access token of ours, or one that was changed"
    EXPIRED = "an access token that has expired"


class RefusedKey(msgspec.Struct, frozen=True, kw_only=True):
    """Which key it says to be, where there is one. What is nobody's goes on the record of the first tenant."""

    why: Why
    tenant: TenantId = DEFAULT_TENANT
    key_id: UUID | None = None

    action: ClassVar[str] = "api_key.refuse"

    @property
    def object(self) -> AuditObject:
        """Return what the entry is about."""
        return AuditObject(type="api_key", id="unknown" if self.key_id is None else str(self.key_id))

    @classmethod
    def of(cls, key: ApiKey, why: Why) -> "RefusedKey":
        """Return a key that there is, refused."""
        return cls(why=why, tenant=key.tenant, key_id=key.id)


class KeyRefused(NotSignedIn):
    """Says no more than NotSignedIn does, to anybody."""

    code = "not_signed_in"

    def __init__(self, refused: RefusedKey) -> None:
        self.refused = refused
        super().__init__(detail=NotSignedIn().detail)
