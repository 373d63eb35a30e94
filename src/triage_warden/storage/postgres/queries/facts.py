"""Read facts back."""

from dataclasses import dataclass
from typing import Final

from triage_warden.core.facts.model import Fact
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId
from triage_warden.storage.postgres.queries.fact_rows import COLUMNS, fact_of
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class PostgresFactReader:
    """Reads facts back (core/facts/ports.FactReader)."""

    database: Database

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Fact]:
        """Return every fact about the incident as a whole and about the alerts that are in it now, each once."""
        async with self.database.read(tenant) as reading:
            rows = await reading.raw.fetch(_OF_INCIDENT, tenant, incident_id)
        return [fact_of(row) for row in rows]

    async def of_alert(self, tenant: TenantId, alert_id: AlertId) -> list[Fact]:
        """Return every fact about one alert."""
        async with self.database.read(tenant) as reading:
            rows = await reading.raw.fetch(_OF_ALERT, tenant, alert_id)
        return [fact_of(row) for row in rows]


_OF_ALERT: Final = f"""
SELECT {COLUMNS} FROM facts WHERE tenant_id = $1 AND subject_id = $2 AND subject = 'alert' ORDER BY kind, id
"""  # noqa: S608  # put together from constants
_OF_INCIDENT: Final = f"""
WITH subjects AS (
    SELECT $2::uuid AS subject_id, 'incident' AS subject
    UNION ALL
    SELECT alert_id, 'alert' FROM incident_links WHERE tenant_id = $1 AND incident_id = $2
)
SELECT DISTINCT ON (kind, id) {COLUMNS}
FROM subjects JOIN facts USING (subject_id, subject)
WHERE tenant_id = $1 ORDER BY kind, id, observed_at DESC
"""  # noqa: S608  # put together from constants
