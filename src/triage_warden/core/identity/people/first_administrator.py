"""The first administrator of an installation."""

from dataclasses import dataclass

from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.people.administer import Administer, NewUser
from triage_warden.core.identity.people.errors import UserExists
from triage_warden.core.identity.people.ports import People
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import TenantId

NAME = "admin"


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Makes sure that somebody can sign in."""

    people: People
    administer: Administer

    async def __call__(self, tenant: TenantId, password: str | None) -> str | None:
        """Add `admin` where there is nobody; return the password made for them, to be shown this once, or None.

        Replicas that start together add one: the name is there once. A password that was given need not be changed.

        Raises:
            WeakPassword: the given one is not good enough.
        """
        if await self.people.all(tenant):
            return None
        new = NewUser(name=NAME, role=Role.ADMIN, password=password, must_change=password is None)
        try:
            return (await self.administer.add(tenant, new, SYSTEM)).password
        except UserExists:
            return None
