"""What assessments need from outside."""

from typing import Protocol

from triage_warden.core.assessment.model import Assessment
from triage_warden.kernel.ids import IncidentId, TenantId


class AssessmentReader(Protocol):
    """Reads assessments back."""

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Assessment]:
        """Return every assessment of the incident, latest first."""
        ...
