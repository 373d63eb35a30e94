"""Incidents, links and timeline entries out of their rows."""

from typing import Any, Final

import msgspec
from sqlalchemy import Select, Text, cast, select

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.model import Disposition, Incident, IncidentStatus, Link, SharedValue, TimelineEntry
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.tables.incidents import INCIDENT_LINKS, INCIDENTS

INCIDENT_COLUMNS: Final = ", ".join(
    "entities::text AS entities" if column is INCIDENTS.c.entities else column.name for column in INCIDENTS.c
)
"""What `incident_of` reads."""

_entities = msgspec.json.Decoder(tuple[Observable, ...])
_shared = msgspec.json.Decoder(tuple[SharedValue, ...])


def incident_of(row: Row) -> Incident:
    """Return the incident of a row that holds INCIDENT_COLUMNS, the JSON one as text."""
    return Incident(
        id=IncidentId(row["id"]),
        tenant_id=TenantId(row["tenant_id"]),
        number=row["number"],
        title=row["title"],
        status=IncidentStatus(row["status"]),
        severity=Severity(row["severity"]),
        verdict=row["verdict"],
        confidence=row["confidence"],
        category=row["category"],
        alert_count=row["alert_count"],
        sources=tuple(row["sources"]),
        entities=_entities.decode(row["entities"]),
        first_alert_at=row["first_alert_at"],
        last_alert_at=row["last_alert_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        version=row["version"],
        assessed_version=row["assessed_version"],
        assignee=row["assignee"],
        reopened=row["reopened"],
        disposition=None if row["disposition"] is None else Disposition(row["disposition"]),
        resolution_reason=row["resolution_reason"],
        merged_into=None if row["merged_into"] is None else IncidentId(row["merged_into"]),
    )


def select_incidents() -> Select[Any]:
    """Return the statement whose rows `incident_of` reads."""
    plain = (column for column in INCIDENTS.c if column.name != "entities")
    return select(*plain, cast(INCIDENTS.c.entities, Text).label("entities"))


def link_of(row: Row) -> Link:
    """Return the link of a row of `select_links`."""
    return Link(
        alert_id=AlertId(row["alert_id"]),
        tied_to=None if row["tied_to"] is None else AlertId(row["tied_to"]),
        reason=row["reason"],
        weight=row["weight"],
        shared=_shared.decode(row["shared"]),
    )


def select_links() -> Select[Any]:
    """Return the statement whose rows `link_of` reads."""
    plain = (column for column in INCIDENT_LINKS.c if column.name != "shared")
    return select(*plain, cast(INCIDENT_LINKS.c.shared, Text).label("shared"))


def timeline_entry_of(row: Row) -> TimelineEntry:
    """Return the entry of a row of `incident_timeline`."""
    return TimelineEntry(at=row["at"], kind=row["kind"], text=row["text"], actor=row["actor"])
