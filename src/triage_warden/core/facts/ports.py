"""What facts need from outside."""

from typing import Protocol

from triage_warden.core.facts.model import Fact
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId


class FactReader(Protocol):
    """Reads facts back."""

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Fact]:
        """Return every fact found out about the incident's alerts and about it as a whole."""
        ...

    async def of_alert(self, tenant: TenantId, alert_id: AlertId) -> list[Fact]:
        """Return every fact found out about one alert."""
        ...
