"""Actions as the outside sees them."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import msgspec

from triage_warden.core.actions.effects import Receipt
from triage_warden.core.actions.model import Action, ActionFilter, ActionState, Attempt
from triage_warden.core.actions.risk import Risk
from triage_warden.core.actions.verb import Verb
from triage_warden.kernel.ids import IncidentId
from triage_warden.web.shared.paging import PageQuery

Reason: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, description="Why, for the record.")]


class ActionBody(msgspec.Struct, frozen=True, kw_only=True):
    """An action with its attempts."""

    id: UUID
    incident_id: IncidentId
    incident_number: str
    action: Verb
    connector: str
    state: ActionState
    digest: str
    requested_by: str
    requested_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    updated_at: datetime
    receipt: Receipt | None
    reason: str | None
    settled_by: str | None
    attempts: tuple[Attempt, ...]


class ActionsBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of actions, the latest request first."""

    items: list[ActionBody]
    next: str | None


class ActionQuery(PageQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which actions."""

    state: ActionState | None = None

    def wanted(self) -> ActionFilter:
        """Return it as the core asks for it."""
        return ActionFilter(state=self.state)


class ActionTypeBody(msgspec.Struct, frozen=True, kw_only=True):
    """A verb: its risk, and which connector does it here."""

    verb: str
    title: str
    risk: Risk
    connector: str | None


class ActionTypesBody(msgspec.Struct, frozen=True, kw_only=True):
    """Every verb there is."""

    items: list[ActionTypeBody]


class DraftQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of which action."""

    verb: str = "create_ticket"


class DraftBody(msgspec.Struct, frozen=True, kw_only=True):
    """What would be sent, and to whom; nothing is done by asking for it."""

    action: Verb
    connector: str | None
    halted: str | None
    """Why it could not be done now: the kill switch is on."""


class AskBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exactly what is to be done."""

    action: Verb


class SettleBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody found out about an action whose outcome is not known."""

    done: bool
    reason: Reason


def action_body(action: Action) -> ActionBody:
    """Return an action without what is ours alone: its tenant and its key."""
    named = {name: getattr(action, name) for name in ActionBody.__struct_fields__ if name != "action"}
    return ActionBody(action=action.verb, **named)
