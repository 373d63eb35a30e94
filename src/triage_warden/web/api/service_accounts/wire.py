"""Service accounts as programs see them."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

import msgspec

from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import NewServiceAccount, Wish
from triage_warden.core.identity.service_accounts.model import ServiceAccount

Described = Annotated[str, msgspec.Meta(max_length=1000, description="What the program does here.")]
Owned = Annotated[str, msgspec.Meta(max_length=200, description="Whom to ask about it, in words.")]


class ServiceAccountBody(msgspec.Struct, frozen=True, kw_only=True):
    """The identity of a program; it has no password, and is let in by the keys issued to it."""

    id: UUID
    name: str
    description: str
    owner: str
    role: Role
    disabled: bool
    """While it is, none of its keys is good, nor a token made from one."""
    created_at: datetime
    created_by: str


class ServiceAccountsBody(msgspec.Struct, frozen=True, kw_only=True):
    """Every service account, by name; there is no further page."""

    items: list[ServiceAccountBody]
    next: str | None = None


class NewServiceAccountBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be added; its role may permit no more than you may yourself."""

    name: Annotated[str, msgspec.Meta(max_length=64)]
    role: Role
    description: Described = ""
    owner: Owned = ""

    def new(self) -> NewServiceAccount:
        """Return it as what it asks for."""
        return NewServiceAccount(name=self.name, role=self.role, description=self.description, owner=self.owner)


class ServiceAccountChangeBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to change; what is left out stays."""

    role: Role | None = None
    description: Described | None = None
    owner: Owned | None = None
    disabled: bool | None = None

    def wish(self) -> Wish:
        """Return it as what it asks for."""
        return Wish(role=self.role, description=self.description, owner=self.owner, disabled=self.disabled)


class AccountKeyBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key to be issued to a service account; its role is the account's."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200, description="What it is for, for the record.")]
    scopes: Annotated[
        list[Permission] | None, msgspec.Meta(description="Of what the role permits, only this; without it, all.")
    ] = None
    expires_in_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 365

    def wanted(self, account: ServiceAccount) -> WantedKey:
        """Return what the key should be."""
        return WantedKey(
            name=self.name,
            role=account.role,
            scopes=None if self.scopes is None else frozenset(self.scopes),
            lasting=timedelta(days=self.expires_in_days),
            service_account=account,
        )


def service_account_body(account: ServiceAccount) -> ServiceAccountBody:
    """Return one without what is ours alone (its tenant)."""
    return msgspec.convert(account, ServiceAccountBody, from_attributes=True)
