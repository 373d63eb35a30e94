"""What carrying out actions needs of storage."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID

from triage_warden.core.actions.effects import NotDone, Receipt
from triage_warden.core.actions.model import Action, ActionFilter, ActionId, ActionJob
from triage_warden.core.audit.model import By
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.page import Page, PageRequest


class ActionReader(Protocol):
    """Reads actions back."""

    async def get(self, tenant: TenantId, action_id: ActionId) -> Action:
        """Return an action, or raise NoSuchAction."""
        ...

    async def page(self, tenant: TenantId, wanted: ActionFilter, request: PageRequest) -> Page[Action]:
        """Return actions, the latest request first."""
        ...


class ActionRequests(Protocol):
    """Keeps what persons decide about actions."""

    async def keep(self, action: Action, request_key: UUID, by: By) -> Action:
        """Keep a new action and its job in one transaction; the same request again returns what it made.

        Raises:
            Halted: the kill switch is on.
            SameKeyOtherAction: the key was used for something else.
        """
        ...

    async def settle(self, tenant: TenantId, action_id: ActionId, *, done: bool, reason: str, by: By) -> Action:
        """Keep what a person found out about an action whose outcome was not known; raises NotUnknown."""
        ...


class EffectJournal(Protocol):
    """Writes down each attempt: the intent before the call, the outcome after it.

    Every write names the attempt and changes nothing when a later one has begun, or somebody settled the action.
    """

    def alone(self, job: ActionJob) -> AbstractAsyncContextManager[None]:
        """Have the action to oneself until the block ends or this process ends; raises SomebodyIsAtIt."""
        ...

    async def read(self, job: ActionJob) -> tuple[Action, float]:
        """Return the action, and the seconds until its last attempt's `settle_after`, by the database's time."""
        ...

    async def intend(self, job: ActionJob, *, worker: str, settled_within: float) -> Action:
        """Begin the next attempt of an approved action, unless the kill switch is on; then it becomes refused.

        `settle_after` becomes the database's time plus `settled_within` seconds. When this returns a running action,
        that is committed. Raises Unavailable when the kill switch cannot be read: then nothing was begun.
        """
        ...

    async def done(self, job: ActionJob, number: int, receipt: Receipt) -> bool:
        """Write that the attempt had its effect; return whether this was news."""
        ...

    async def not_done(self, job: ActionJob, number: int, outcome: NotDone, *, again: bool) -> bool:
        """Write that the attempt surely had none; the action is `approved` when it is to be tried again."""
        ...

    async def not_known(self, job: ActionJob, number: int, reason: str) -> None:
        """Write that the attempt's outcome is not known yet; the action stays `running`."""
        ...

    async def asked(self, job: ActionJob, number: int) -> None:
        """Count that the other side was asked about the attempt, without learning what became of it."""
        ...

    async def give_up(self, job: ActionJob, number: int, reason: str) -> bool:
        """Make the action `unknown`: from now on it is a person's."""
        ...
