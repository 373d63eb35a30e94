"""One incident in memory, for tests of what persons decide."""

from dataclasses import dataclass, field

from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.incidents.change import Decide
from triage_warden.core.incidents.model import Incident, TimelineEntry
from triage_warden.kernel.ids import IncidentId, TenantId


@dataclass(slots=True)
class OneIncident:
    """Keeps one incident, its timeline and the record."""

    incident: Incident
    timeline: list[TimelineEntry] = field(default_factory=list)
    entries: list[AuditEntry] = field(default_factory=list)

    async def change(self, tenant: TenantId, reference: IncidentId | str, decide: Decide) -> Incident:
        """Keep the decision."""
        del tenant, reference
        decision = decide(self.incident)
        self.incident = decision.incident
        self.timeline += decision.timeline
        self.entries.append(decision.entry)
        return decision.incident
