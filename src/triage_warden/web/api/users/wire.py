"""People as programs see them."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

import msgspec

from triage_warden.core.identity.people.administer import Given
from triage_warden.core.identity.people.model import User

RoleName: TypeAlias = Literal["viewer", "analyst", "senior_analyst", "manager", "admin"]
"""The words of `Role`; spelled out, as the description has another type of that name (what a value's part is)."""
Shown = Annotated[str, msgspec.Meta(max_length=200)]
Password = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]


class UserBody(msgspec.Struct, frozen=True, kw_only=True):
    """A person who can sign in."""

    id: UUID
    name: str
    display_name: str
    role: RoleName
    disabled: bool
    must_change_password: bool
    second_factor: bool
    external: bool
    """Signs in through the identity provider."""
    created_at: datetime
    last_sign_in_at: datetime | None


class UsersBody(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody, by name; there is no further page."""

    items: list[UserBody]
    next: str | None = None


class GivenBody(msgspec.Struct, frozen=True, kw_only=True):
    """A person, and the temporary password that was made for them, this once; null where one was given."""

    user: UserBody
    temporary_password: str | None
    password_expires_at: datetime | None
    """When a temporary password is over, used or not, whoever chose it; null where it need not be changed."""


class NewUserBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is to be added; without a password a temporary one is made. Either must be changed at the first sign-in."""

    name: Annotated[str, msgspec.Meta(max_length=64)]
    role: RoleName
    display_name: Shown = ""
    password: Password | None = None


class UserChangeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to change; what is left out stays."""

    role: RoleName | None = None
    display_name: Shown | None = None
    disabled: bool | None = None


class ResetBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The temporary password; without one, one is made."""

    password: Password | None = None


def user_body(user: User) -> UserBody:
    """Return a person as programs see them."""
    return UserBody(
        id=user.id,
        name=user.name,
        display_name=user.display_name,
        role=user.role.value,
        disabled=user.disabled,
        must_change_password=user.must_change_password,
        second_factor=user.second_factor == "on",
        external=user.external,
        created_at=user.created_at,
        last_sign_in_at=user.last_sign_in_at,
    )


def given_body(given: Given) -> GivenBody:
    """Return a person with the temporary password."""
    return GivenBody(user=user_body(given.user), temporary_password=given.password, password_expires_at=given.until)
