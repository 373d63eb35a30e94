"""Tell whoever started the program which incidents were assessed, as it happens."""

from dataclasses import dataclass, field

from triage_warden.core.incidents.live import LiveUpdates
from triage_warden.core.incidents.model import Incident
from triage_warden.core.incidents.ports import IncidentReader
from triage_warden.kernel.errors import TriageError
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId
from triage_warden.wiring.announce import Announce, Announcement


@dataclass(frozen=True, slots=True)
class ReportIncidents:
    """Listens to changes and announces each new verdict once."""

    live: LiveUpdates
    incidents: IncidentReader
    announce: Announce
    _told: dict[IncidentId, str] = field(default_factory=dict[IncidentId, str])

    async def __call__(self) -> None:
        """Report until the live updates end."""
        async for change in self.live.subscribe(DEFAULT_TENANT):
            if change.incident_id is not None and change.verdict not in {None, self._told.get(change.incident_id)}:
                await self._look_at(change.incident_id)

    async def _look_at(self, incident_id: IncidentId) -> None:
        try:
            incident = await self.incidents.get(DEFAULT_TENANT, incident_id)
        except TriageError:
            return  # the page and the log tell it; this is for people who watch
        if incident.verdict is None or self._told.get(incident.id) == incident.verdict:
            return
        self._told[incident.id] = incident.verdict
        self.announce(_announcement(incident))


def _announcement(incident: Incident) -> Announcement:
    return Announcement(
        kind="incident",
        text=incident.title,
        number=incident.number,
        verdict=incident.verdict,
        confidence=incident.confidence,
        severity=incident.severity.value,
    )
