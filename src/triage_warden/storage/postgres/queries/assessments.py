"""Read assessments back."""

from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from triage_warden.core.assessment.model import Assessment
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.storage.postgres.tables.assessment import ASSESSMENTS
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class PostgresAssessmentReader:
    """Reads assessments back (core/assessment/ports.AssessmentReader)."""

    database: Database

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[Assessment]:
        """Return every assessment of the incident, latest first."""
        statement = (
            select(ASSESSMENTS.c.body)
            .where(ASSESSMENTS.c.tenant_id == tenant, ASSESSMENTS.c.incident_id == incident_id)
            .order_by(ASSESSMENTS.c.incident_version.desc(), ASSESSMENTS.c.assessed_at.desc())
        )
        async with self.database.read(tenant) as reading:
            bodies = (await reading.execute(statement)).scalars().all()
        return [msgspec.convert(body, Assessment) for body in bodies]
