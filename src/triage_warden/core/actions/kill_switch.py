"""The kill switch: while it is on, no action with an effect outside begins."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.kernel.ids import TenantId


class ScopeKind(StrEnum):
    """What a switch halts."""

    EVERYTHING = "everything"
    TENANT = "tenant"
    ACTION = "action"


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What a switch halts; `verb` is given where it halts one action only."""

    kind: ScopeKind = ScopeKind.EVERYTHING
    verb: str | None = None

    @property
    def text(self) -> str:
        """Return the scope in words."""
        match self.kind:
            case ScopeKind.EVERYTHING:
                return "every action"
            case ScopeKind.TENANT:
                return "this tenant's actions"
            case ScopeKind.ACTION:
                return f"the action {self.verb}"


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """A switch that was thrown, and by whom; released when `released_at` is set."""

    id: UUID
    scope: Scope
    reason: str
    engaged_by: str
    engaged_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None
    release_reason: str | None = None


class KillSwitch(Protocol):
    """Throws and releases switches. What cannot be read raises Unavailable, and then nothing may begin."""

    async def engaged(self, tenant: TenantId) -> list[Switch]:
        """Return the switches that are on for a tenant, the oldest first."""
        ...

    async def engage(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Throw a switch. When this returns, no action in its scope begins any more.

        Raises:
            AlreadyEngaged: it is on for this scope already.
            NoSuchVerb: the scope names an action that there is not.
        """
        ...

    async def release(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Release a switch; what was refused meanwhile stays refused.

        Raises:
            NotEngaged: it is not on.
        """
        ...
