"""Incidents for tests."""

from uuid import UUID

from kit.alerts import NOON
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import Incident, IncidentStatus
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId


def an_incident(
    number: int = 1,
    *,
    version: int = 1,
    assessed_version: int = 0,
    status: IncidentStatus = IncidentStatus.NEW,
) -> Incident:
    """Return an incident; `number` makes its id and its number."""
    return Incident(
        id=IncidentId(UUID(int=(0x7 << 76) | (0b10 << 62) | (1 << 32) | number)),
        tenant_id=DEFAULT_TENANT,
        number=f"INC-2026-{number:06d}",
        title="Something suspicious was seen",
        status=status,
        severity=Severity.MEDIUM,
        alert_count=1,
        sources=("generic",),
        first_alert_at=NOON,
        last_alert_at=NOON,
        created_at=NOON,
        updated_at=NOON,
        version=version,
        assessed_version=assessed_version,
    )
