"""Open a resolved incident again."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.incidents.change import Decision, IncidentChanges, entry_of, stated
from triage_warden.core.incidents.errors import NotFromThisStatus
from triage_warden.core.incidents.lifecycle import move
from triage_warden.core.incidents.model import Incident, IncidentStatus, TimelineEntry
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IncidentId, TenantId


@dataclass(frozen=True, slots=True)
class Reopen:
    """Opens resolved incidents again; each time is counted."""

    changes: IncidentChanges
    clock: Clock

    async def __call__(self, tenant: TenantId, incident_id: IncidentId | str, *, reason: str, by: By) -> Incident:
        """Return the open incident; raise NotFromThisStatus, NoSuchIncident or ReasonRequired."""
        reason = stated(reason)
        now = self.clock.now()

        def decide(incident: Incident) -> Decision:
            if incident.status is not IncidentStatus.RESOLVED:
                raise NotFromThisStatus(
                    detail=f"The incident is {incident.status}; only a resolved one can be opened again.",
                    status=str(incident.status),
                )
            changed = msgspec.structs.replace(
                incident,
                status=move(incident.status, IncidentStatus.OPEN),
                reopened=incident.reopened + 1,
                disposition=None,
                resolution_reason=None,
                updated_at=now,
            )
            return Decision(
                incident=changed,
                timeline=(TimelineEntry(at=now, kind="reopened", text=f"Opened again: {reason}", actor=by.name),),
                entry=entry_of(by, "reopen", (incident, changed), at=now, reason=reason),
            )

        return await self.changes.change(tenant, incident_id, decide)
