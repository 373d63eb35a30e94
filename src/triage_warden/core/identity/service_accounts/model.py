"""Service accounts."""

from datetime import datetime
from typing import NewType
from uuid import UUID

import msgspec

from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import TenantId

ServiceAccountId = NewType("ServiceAccountId", UUID)


class ServiceAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The identity of a program: it has no password and never a session, and is let in by the keys issued to it."""

    id: ServiceAccountId
    tenant: TenantId
    name: str
    """Lower case, and nobody else's: no person of any tenant has it."""
    description: str = ""
    owner: str = ""
    """Whom to ask about it, in words."""
    role: Role
    """What its keys permit at most, as it is now: they have no role of their own."""
    disabled: bool = False
    created_at: datetime
    created_by: str
