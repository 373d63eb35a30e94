"""Make a ticket of an incident in the team's ticket system."""

from typing import Annotated, Final, Protocol

import msgspec

from triage_warden.core.actions.effects import Finding, Outcome, Timing
from triage_warden.core.actions.risk import Risk, RiskLevel
from triage_warden.core.alerts.severity import Severity
from triage_warden.kernel.deadline import Deadline

RISK: Final = Risk(
    level=RiskLevel.LOW,
    changes_posture=False,
    reversible=False,
    why="Tells a team that there is work to do; a ticket that is not wanted is closed by a person.",
)
TITLE_LENGTH: Final = 160
DESCRIPTION_LENGTH: Final = 4000


class CreateTicket(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="verb", tag="create_ticket"
):
    """Everything that the ticket will say; nothing is added on the way but the key by which it is found again."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=TITLE_LENGTH)]
    description: Annotated[str, msgspec.Meta(min_length=1, max_length=DESCRIPTION_LENGTH)]
    severity: Severity


class TicketDesk(Protocol):
    """A ticket system."""

    @property
    def timing(self) -> Timing:
        """How long its calls take at most."""
        ...

    async def create(self, ticket: CreateTicket, key: str, deadline: Deadline) -> Outcome:
        """Create the ticket and mark it with `key`; never raises for what the other side does.

        Nothing is sent after the deadline, however long this process was paused. A request that was sent is not sent
        again: when its answer is lost, that is `NotKnown`.
        """
        ...

    async def find(self, key: str) -> Finding:
        """Say whether there is a ticket with this key."""
        ...
