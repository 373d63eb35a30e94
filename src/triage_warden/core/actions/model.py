"""What an action is."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

import msgspec

from triage_warden.core.actions.effects import Receipt
from triage_warden.core.actions.verb import Verb
from triage_warden.kernel.ids import IncidentId, TenantId

ActionId = NewType("ActionId", UUID)


class ActionState(StrEnum):
    """Where an action stands.

    approved → running → done | failed | unknown, or refused instead of begun. An attempt that was surely without
    effect leads from running back to approved. A person leads from unknown to done or failed.
    """

    APPROVED = "approved"
    """Whoever asked for it thereby said yes."""
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """It was surely not done, and is not tried again."""
    UNKNOWN = "unknown"
    """Whether it was done cannot be told from here; a person has to look."""
    REFUSED = "refused"
    """It was not begun, because of the kill switch, or because it is not what was approved."""


ENDED = frozenset({ActionState.DONE, ActionState.FAILED, ActionState.UNKNOWN, ActionState.REFUSED})
"""Where nothing more happens by itself."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt: written before the call as an intent, and after it with its outcome."""

    number: int
    worker: str
    started_at: datetime
    settle_after: datetime
    """From then on a request of this attempt that has not taken effect will not do so any more (database's time)."""
    ended_at: datetime | None = None
    outcome: str | None = None
    """`done`, `not_done`, `not_known`; None while nobody has written it down."""
    error: str | None = None
    asked: int = 0
    """How often the other side was asked what became of it."""


class Action(msgspec.Struct, frozen=True, kw_only=True):
    """One verb with its parameters, about one incident, to be carried out by one connector."""

    id: ActionId
    tenant_id: TenantId
    incident_id: IncidentId
    incident_number: str
    verb: Verb
    connector: str
    state: ActionState
    key: str
    """The idempotency key: the other system is given it with the request and asked for it afterwards."""
    digest: str
    """Of connector, verb and parameters: what the yes was given to."""
    requested_by: str
    requested_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    updated_at: datetime
    receipt: Receipt | None = None
    reason: str | None = None
    """Why it failed, was refused or is not known; after a person settled it, what they said."""
    settled_by: str | None = None
    attempts: tuple[Attempt, ...] = ()

    @property
    def last(self) -> Attempt | None:
        """Return the latest attempt."""
        return self.attempts[-1] if self.attempts else None


class ActionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which actions are wanted; None means any."""

    state: ActionState | None = None
    incident_id: IncidentId | None = None


class ActionJob(msgspec.Struct, frozen=True, kw_only=True):
    """What the queue holds of an action."""

    tenant: TenantId
    action: ActionId
