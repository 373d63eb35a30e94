"""A person found out what became of an action whose outcome was not known."""

from dataclasses import dataclass

from triage_warden.core.actions.model import Action, ActionId
from triage_warden.core.actions.ports import ActionRequests
from triage_warden.core.audit.model import By
from triage_warden.core.incidents.change import stated
from triage_warden.kernel.ids import TenantId


@dataclass(frozen=True, slots=True)
class Settle:
    """Settles actions."""

    requests: ActionRequests

    async def __call__(self, tenant: TenantId, action_id: ActionId, *, done: bool, reason: str, by: By) -> Action:
        """Return the action as `done` or `failed`; raise NotUnknown, NoSuchAction or ReasonRequired.

        One that was not done is not tried again by itself: whoever still wants it asks for it anew.
        """
        return await self.requests.settle(tenant, action_id, done=done, reason=stated(reason), by=by)
