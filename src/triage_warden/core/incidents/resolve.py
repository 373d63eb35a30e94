"""Resolve an incident: a person says what it was, in the end."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.incidents.change import Decision, IncidentChanges, entry_of, stated
from triage_warden.core.incidents.lifecycle import move
from triage_warden.core.incidents.model import Disposition, Incident, IncidentStatus, TimelineEntry
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IncidentId, TenantId


@dataclass(frozen=True, slots=True)
class Resolve:
    """Resolves incidents."""

    changes: IncidentChanges
    clock: Clock

    async def __call__(
        self,
        tenant: TenantId,
        incident_id: IncidentId | str,
        *,
        disposition: Disposition,
        reason: str,
        by: By,
    ) -> Incident:
        """Return the resolved incident; raise NotFromThisStatus, NoSuchIncident or ReasonRequired."""
        reason = stated(reason)
        now = self.clock.now()

        def decide(incident: Incident) -> Decision:
            status = move(incident.status, IncidentStatus.RESOLVED)
            text = f"Resolved as {disposition.replace('_', ' ')}: {reason}"
            changed = msgspec.structs.replace(
                incident,
                status=status,
                disposition=disposition,
                resolution_reason=reason,
                updated_at=now,
            )
            return Decision(
                incident=changed,
                timeline=(TimelineEntry(at=now, kind="status_changed", text=text, actor=by.name),),
                entry=entry_of(by, "resolve", (incident, changed), at=now, reason=reason),
                resolved_at=now,
            )

        return await self.changes.change(tenant, incident_id, decide)
