"""Incidents as the outside sees them."""

from datetime import datetime

import msgspec

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.model import Disposition, Incident, IncidentStatus, Link, TimelineEntry
from triage_warden.core.observables.model import Observable
from triage_warden.core.triage.trace import TraceStep
from triage_warden.kernel.ids import IncidentId


class IncidentBody(msgspec.Struct, frozen=True, kw_only=True):
    """An incident."""

    id: IncidentId
    number: str
    title: str
    status: IncidentStatus
    severity: Severity
    verdict: str | None
    confidence: float | None
    category: str | None
    alert_count: int
    sources: tuple[str, ...]
    entities: tuple[Observable, ...]
    first_alert_at: datetime
    last_alert_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int
    assessed_version: int
    assignee: str | None
    reopened: int
    disposition: Disposition | None
    resolution_reason: str | None
    merged_into: IncidentId | None


class IncidentDetailBody(IncidentBody, frozen=True, kw_only=True):
    """An incident with its latest assessment."""

    assessment: Assessment | None


class IncidentsBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of incidents, latest change first."""

    items: list[IncidentBody]
    next: str | None


class LinksBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of links: why each alert is in the incident."""

    items: list[Link]
    next: str | None


class TimelineBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what happened, oldest first."""

    items: list[TimelineEntry]
    next: str | None


class FactsBody(msgspec.Struct, frozen=True, kw_only=True):
    """All facts."""

    items: list[Fact]


class AssessmentsBody(msgspec.Struct, frozen=True, kw_only=True):
    """All assessments, latest first."""

    items: list[Assessment]


class TraceBody(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of every run of the incident's triage, oldest first."""

    items: list[TraceStep]


def incident_body(incident: Incident) -> IncidentBody:
    """Return an incident without what is ours alone (its tenant)."""
    return msgspec.convert(incident, IncidentBody, from_attributes=True)


def incident_detail(incident: Incident, assessment: Assessment | None) -> IncidentDetailBody:
    """Return an incident with its latest assessment."""
    return IncidentDetailBody(**msgspec.structs.asdict(incident_body(incident)), assessment=assessment)
