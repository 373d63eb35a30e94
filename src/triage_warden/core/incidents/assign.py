"""Say whose an incident is."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.incidents.change import Decision, IncidentChanges, entry_of
from triage_warden.core.incidents.errors import NotFromThisStatus
from triage_warden.core.incidents.model import Incident, IncidentStatus, TimelineEntry
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IncidentId, TenantId


@dataclass(frozen=True, slots=True)
class Assign:
    """Assigns incidents to a person, or to nobody."""

    changes: IncidentChanges
    clock: Clock

    async def __call__(
        self,
        tenant: TenantId,
        incident_id: IncidentId | str,
        *,
        assignee: str | None,
        by: By,
    ) -> Incident:
        """Return the incident; None takes it away from whoever has it. A closed one raises NotFromThisStatus."""
        wanted = (assignee or "").strip() or None
        now = self.clock.now()

        def decide(incident: Incident) -> Decision:
            if incident.status is IncidentStatus.CLOSED:
                raise NotFromThisStatus(detail="The incident is closed; nobody works on it any more.", status="closed")
            text = f"Assigned to {wanted}." if wanted else "Assigned to nobody."
            changed = msgspec.structs.replace(incident, assignee=wanted, updated_at=now)
            return Decision(
                incident=changed,
                timeline=(TimelineEntry(at=now, kind="assigned", text=text, actor=by.name),),
                entry=entry_of(by, "assign", (incident, changed), at=now),
            )

        return await self.changes.change(tenant, incident_id, decide)
