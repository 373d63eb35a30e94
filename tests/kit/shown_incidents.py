"""Incidents for pages, numbered and aged to order; say only what the test is about."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import Incident, IncidentStatus
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId


def an_incident_id(number: int) -> IncidentId:
    """Return the id of the scene's incident of that number."""
    return IncidentId(UUID(int=(0x7 << 76) | (0b10 << 62) | (number + 1000)))


def an_incident(number: int, now: datetime, **changes: object) -> Incident:
    """Return an incident; say only what the test is about."""
    incident = Incident(
        id=an_incident_id(number),
        tenant_id=DEFAULT_TENANT,
        number=f"INC-2026-{number:06d}",
        title="Something suspicious was seen",
        status=IncidentStatus.OPEN,
        severity=Severity.MEDIUM,
        alert_count=1,
        sources=("generic",),
        first_alert_at=now - timedelta(hours=1),
        last_alert_at=now - timedelta(minutes=10),
        created_at=now - timedelta(minutes=59),
        updated_at=now - timedelta(minutes=9),
    )
    return msgspec.structs.replace(incident, **changes)
