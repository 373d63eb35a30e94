"""The connected systems, by what they can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from triage_warden.core.actions.effects import CannotTell, Finding, NotDone, Outcome, Timing
from triage_warden.core.actions.model import Action
from triage_warden.core.actions.verbs.create_ticket import CreateTicket, TicketDesk
from triage_warden.kernel.deadline import Deadline

_ANY: Final = Timing(call=30.0, settle=300.0)
"""Of a system that is not connected: nothing is sent to it, so any will do."""


@dataclass(frozen=True, slots=True)
class Systems:
    """Carries an action to the system that it names. A new verb is a case in each method."""

    ticket_desks: Mapping[str, TicketDesk]

    def connectors(self) -> dict[str, str]:
        """Return, for each verb that can be done, the connector that does it."""
        return {"create_ticket": next(iter(self.ticket_desks))} if self.ticket_desks else {}

    def timing(self, action: Action) -> Timing:
        """Return how long a call may take."""
        desk = self._desk(action)
        return desk.timing if desk else _ANY

    async def perform(self, action: Action, deadline: Deadline) -> Outcome:
        """Do it, before the deadline or not at all."""
        match action.verb:
            case CreateTicket() as ticket:
                desk = self._desk(action)
                return await desk.create(ticket, action.key, deadline) if desk else _nowhere(action)

    async def find(self, action: Action) -> Finding:
        """Ask whether it was done."""
        match action.verb:
            case CreateTicket():
                desk = self._desk(action)
                return await desk.find(action.key) if desk else CannotTell(reason=_not_connected(action))

    def _desk(self, action: Action) -> TicketDesk | None:
        return self.ticket_desks.get(action.connector)


def _nowhere(action: Action) -> Outcome:
    return NotDone(reason=_not_connected(action))


def _not_connected(action: Action) -> str:
    return f"{action.connector} is not connected; see the settings."
