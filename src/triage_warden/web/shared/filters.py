"""Filters of lists, as they stand in addresses; the JSON API and the pages take the same."""

from datetime import datetime
from typing import Annotated, TypeAlias

import msgspec

from triage_warden.core.alerts.model import AlertFilter
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.incidents.model import IncidentFilter, IncidentStatus
from triage_warden.kernel.ids import IncidentId
from triage_warden.web.shared.paging import PageQuery

Word: TypeAlias = Annotated[str, msgspec.Meta(max_length=200)] | None
Moment: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True, description="RFC 3339, with its offset.")] | None
Words: TypeAlias = (
    Annotated[str, msgspec.Meta(max_length=500, description="Words in the title, a number, or an entity's value.")]
    | None
)
Reference: TypeAlias = Annotated[str, msgspec.Meta(max_length=40, description="An incident's id or number.")] | None
Value: TypeAlias = (
    Annotated[str, msgspec.Meta(max_length=2000, description="A normalised value that the alert must hold.")] | None
)


class IncidentQuery(PageQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which incidents."""

    status: IncidentStatus | None = None
    severity: Severity | None = None
    verdict: Verdict | None = None
    source: Word = None
    assignee: Word = None
    q: Words = None
    since: Moment = None
    until: Moment = None

    def wanted(self) -> IncidentFilter:
        """Return it as the core asks for it."""
        return IncidentFilter(
            status=self.status,
            severity=self.severity,
            verdict=self.verdict,
            source=self.source,
            assignee=self.assignee,
            text=self.q,
            since=self.since,
            until=self.until,
        )


class AlertQuery(PageQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which alerts."""

    source: Word = None
    severity: Severity | None = None
    incident: Reference = None
    observable: Value = None
    since: Moment = None
    until: Moment = None

    def wanted(self, incident_id: IncidentId | None) -> AlertFilter:
        """Return it as the core asks for it; the incident's number was looked up."""
        return AlertFilter(
            source=self.source,
            severity=self.severity,
            incident_id=incident_id,
            observable=self.observable,
            since=self.since,
            until=self.until,
        )
