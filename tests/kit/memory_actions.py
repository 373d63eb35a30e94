"""Actions and kill switches in memory, for the web side."""

from dataclasses import dataclass, field
from uuid import UUID

import msgspec

from kit.clock import FrozenClock
from triage_warden.core.actions.ask import AskFor
from triage_warden.core.actions.errors import (
    AlreadyEngaged,
    Halted,
    NoSuchAction,
    NotEngaged,
    NotUnknown,
    SameKeyOtherAction,
)
from triage_warden.core.actions.halt import Halt
from triage_warden.core.actions.kill_switch import Scope, Switch
from triage_warden.core.actions.model import Action, ActionFilter, ActionId, ActionState
from triage_warden.core.actions.settle import Settle
from triage_warden.core.audit.model import By
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import TenantId, Uuid7
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.web.shared.actions import Actions


@dataclass(slots=True)
class MemoryActions:
    """Keeps actions by id, and switches (see ActionReader, ActionRequests, KillSwitch)."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    actions: dict[ActionId, Action] = field(default_factory=dict[ActionId, Action])
    by_key: dict[UUID, ActionId] = field(default_factory=dict[UUID, ActionId])
    switches: list[Switch] = field(default_factory=list[Switch])
    connectors: dict[str, str] = field(default_factory=lambda: {"create_ticket": "servicenow"})
    readable: bool = True
    """Whether the switches can be read."""

    def together(self) -> Actions:
        """Return the use cases over this."""
        ask_for = AskFor(self, self.connectors, self.clock, Uuid7(self.clock))
        return Actions(self, ask_for, Settle(self), Halt(self), "https://triage.example.com")

    async def get(self, tenant: TenantId, action_id: ActionId) -> Action:
        """Return an action."""
        found = self.actions.get(action_id)
        if found is None or found.tenant_id != tenant:
            raise NoSuchAction
        return found

    async def page(self, tenant: TenantId, wanted: ActionFilter, request: PageRequest) -> Page[Action]:
        """Return those that match, the latest first."""
        found = [
            each
            for each in reversed(self.actions.values())
            if each.tenant_id == tenant
            and wanted.state in {None, each.state}
            and wanted.incident_id in {None, each.incident_id}
        ]
        return Page(items=found[: request.limit])

    async def keep(self, action: Action, request_key: UUID, by: By) -> Action:
        """Keep an action, once for each key."""
        assert by.name == action.requested_by
        known = self.by_key.get(request_key)
        if known is not None:
            if self.actions[known].digest != action.digest:
                raise SameKeyOtherAction
            return self.actions[known]
        if self.switches:
            raise Halted(detail=f"The kill switch is on: {self.switches[0].reason}")
        self.by_key[request_key] = action.id
        self.actions[action.id] = action
        return action

    async def settle(self, tenant: TenantId, action_id: ActionId, *, done: bool, reason: str, by: By) -> Action:
        """Settle an action that is unknown."""
        action = await self.get(tenant, action_id)
        if action.state is not ActionState.UNKNOWN:
            raise NotUnknown
        state = ActionState.DONE if done else ActionState.FAILED
        settled = msgspec.structs.replace(action, state=state, reason=reason, settled_by=by.name)
        self.actions[action_id] = settled
        return settled

    async def engaged(self, tenant: TenantId) -> list[Switch]:
        """Return the switches that are on."""
        del tenant
        if not self.readable:
            raise Unavailable
        return list(self.switches)

    async def engage(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Throw a switch."""
        if any(each.scope == scope for each in await self.engaged(tenant)):
            raise AlreadyEngaged
        switch = Switch(
            id=UUID(int=len(self.switches)), scope=scope, reason=reason, engaged_by=by.name, engaged_at=self.clock.now()
        )
        self.switches.append(switch)
        return switch

    async def release(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Release a switch."""
        for each in await self.engaged(tenant):
            if each.scope == scope:
                self.switches.remove(each)
                now = self.clock.now()
                return msgspec.structs.replace(each, released_by=by.name, released_at=now, release_reason=reason)
        raise NotEngaged
