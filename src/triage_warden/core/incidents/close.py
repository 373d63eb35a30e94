"""Close an incident for good."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.incidents.change import Decision, IncidentChanges, entry_of, stated
from triage_warden.core.incidents.lifecycle import move
from triage_warden.core.incidents.model import Incident, IncidentStatus, TimelineEntry
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IncidentId, TenantId


@dataclass(frozen=True, slots=True)
class Close:
    """Closes incidents: they take nothing in any more, and do not open again."""

    changes: IncidentChanges
    clock: Clock

    async def __call__(self, tenant: TenantId, incident_id: IncidentId | str, *, reason: str, by: By) -> Incident:
        """Return the closed incident; raise NotFromThisStatus, NoSuchIncident or ReasonRequired."""
        reason = stated(reason)
        now = self.clock.now()

        def decide(incident: Incident) -> Decision:
            status = move(incident.status, IncidentStatus.CLOSED)
            changed = msgspec.structs.replace(incident, status=status, updated_at=now)
            return Decision(
                incident=changed,
                timeline=(TimelineEntry(at=now, kind="status_changed", text=f"Closed: {reason}", actor=by.name),),
                entry=entry_of(by, "close", (incident, changed), at=now, reason=reason),
            )

        return await self.changes.change(tenant, incident_id, decide)
