"""Persons and their sessions."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

import msgspec

from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import TenantId

UserId = NewType("UserId", UUID)
SessionId = NewType("SessionId", UUID)


class SecondFactor(StrEnum):
    """How far somebody is with their second factor."""

    NONE = "none"
    ENROLLING = "enrolling"
    """A secret was made and not yet proved to be on a device; nothing is asked for at sign-in."""
    ON = "on"


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Who somebody is at an identity provider; the pair never changes and is never given to another."""

    issuer: str
    subject: str


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A person who signs in."""

    id: UserId
    tenant: TenantId
    name: str
    """What they sign in with: lower case, unique over all tenants."""
    display_name: str = ""
    role: Role
    disabled: bool = False
    must_change_password: bool = False
    second_factor: SecondFactor = SecondFactor.NONE
    external: bool = False
    """Signs in through the identity provider, which also decides the role."""
    created_at: datetime
    last_sign_in_at: datetime | None = None


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person with what proves who they are; never leaves the server."""

    user: User
    password_hash: str | None = None
    last_code_step: int = 0
    """The time step of the last one-time code that was taken: none up to it is taken again."""
    recovery_codes: tuple[bytes, ...] = ()
    """Digests of those left."""
    subject: Subject | None = None
    password_expires_at: datetime | None = None
    """Of a temporary password; one's own does not expire."""

    def __repr__(self) -> str:
        return f"Account({self.user.name!r})"


class Stage(StrEnum):
    """How far a session is; only a full one is somebody's."""

    FULL = "full"
    SECOND_FACTOR = "second_factor"
    """The password was right, the second factor is yet to come: its code, or, where one is demanded and there is none
    yet, putting it on."""
    CHANGE_PASSWORD = "change_password"  # noqa: S105  # a stage, not a password
    """A temporary password was right; it must be changed first."""


class Proof(StrEnum):
    """What somebody showed to be let in."""

    PASSWORD = "password"  # noqa: S105  # the word for one
    ONE_TIME_CODE = "one_time_code"
    RECOVERY_CODE = "recovery_code"
    NEW_PASSWORD = "new_password"  # noqa: S105  # the word for one
    """A temporary one was shown before, and changed."""
    NEW_SECOND_FACTOR = "new_second_factor"
    """Put on at this sign-in, after the password."""
    IDENTITY_PROVIDER = "identity_provider"


class Device(msgspec.Struct, frozen=True, kw_only=True):
    """Where a sign-in comes from, as far as it shows."""

    address: str | None = None
    agent: str | None = None
    """The browser's own words."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody signed in, on one browser."""

    id: SessionId
    user_id: UserId
    tenant: TenantId
    stage: Stage
    created_at: datetime
    seen_at: datetime
    """Written about once a minute."""
    expires_at: datetime
    """The absolute end, however busy the session is."""
    device: Device = Device()
    provider_session: str | None = None
    """The identity provider's own name for it (`sid`), to be ended by back-channel logout."""
