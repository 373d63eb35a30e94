"""What ServiceNow can do."""

from dataclasses import dataclass
from typing import Final

from triage_warden.connectors.servicenow.client import Table
from triage_warden.core.actions.effects import Finding, Outcome, Timing
from triage_warden.core.actions.verbs.create_ticket import CreateTicket
from triage_warden.core.alerts.severity import Severity
from triage_warden.kernel.deadline import Deadline

IMPACT_AND_URGENCY: Final[dict[Severity, tuple[str, str]]] = {
    Severity.CRITICAL: ("1", "1"),
    Severity.HIGH: ("2", "1"),
    Severity.MEDIUM: ("2", "2"),
    Severity.LOW: ("3", "2"),
    Severity.INFORMATIONAL: ("3", "3"),
}
"""1 high to 3 low. The instance computes the priority from both; by the base system's lookup these give priorities
1, 2, 3, 4 and 5."""


@dataclass(frozen=True, slots=True)
class ServiceNowTickets:
    """Makes tickets (core/actions TicketDesk). The key is the record's `correlation_id`: the field is there for it."""

    table: Table

    @property
    def timing(self) -> Timing:
        """How long its calls take: an instance ends a Table API request after 60 seconds by its default quota rule."""
        return Timing(call=self.table.settings.call_seconds, settle=self.table.settings.settle_seconds)

    async def create(self, ticket: CreateTicket, key: str, deadline: Deadline) -> Outcome:
        """Create the ticket."""
        impact, urgency = IMPACT_AND_URGENCY[ticket.severity]
        record = {
            "short_description": ticket.title,
            "description": ticket.description,
            "impact": impact,
            "urgency": urgency,
            "correlation_id": key,
            "correlation_display": "Triage Warden",
        }
        if self.table.settings.assignment_group:
            record["assignment_group"] = self.table.settings.assignment_group
        return await self.table.insert(record, deadline)

    async def find(self, key: str) -> Finding:
        """Find the ticket by its key."""
        return await self.table.with_key(key)
