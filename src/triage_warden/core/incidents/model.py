"""What an incident is."""

from datetime import datetime
from enum import StrEnum

import msgspec

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Observable, ObservableType
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId


class IncidentStatus(StrEnum):
    """Where an incident stands; `resolved → open` is a reopening and is counted."""

    NEW = "new"
    TRIAGING = "triaging"
    OPEN = "open"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Disposition(StrEnum):
    """What a person says it was, in the end."""

    TRUE_POSITIVE = "true_positive"
    BENIGN_POSITIVE = "benign_positive"
    FALSE_POSITIVE = "false_positive"
    UNDETERMINED = "undetermined"


class SharedValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value that two alerts share, what that is worth and how many parties share it that day."""

    type: ObservableType
    value: str
    weight: float
    spread: int


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Why an alert is in its incident: the alert it is tied to (None for the first) and the reason in words."""

    alert_id: AlertId
    tied_to: AlertId | None
    reason: str
    weight: float
    shared: tuple[SharedValue, ...] = ()


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts that belong together, and where their triage stands.

    `version` rises with every change of what is in it; `assessed_version` is the version that the latest
    assessment saw, so the assessment is current when they are equal.
    """

    id: IncidentId
    tenant_id: TenantId
    number: str
    """`INC-2026-000123`."""
    title: str
    status: IncidentStatus
    severity: Severity
    verdict: str | None = None
    confidence: float | None = None
    category: str | None = None
    alert_count: int
    """Alerts in it, repeats not counted."""
    sources: tuple[str, ...] = ()
    entities: tuple[Observable, ...] = ()
    first_alert_at: datetime
    last_alert_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int = 1
    assessed_version: int = 0
    assignee: str | None = None
    reopened: int = 0
    disposition: Disposition | None = None
    resolution_reason: str | None = None
    merged_into: IncidentId | None = None


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to an incident, in words."""

    at: datetime
    kind: str
    """`created`, `alert_linked`, `merged`, `split`, `assessed`, `status_changed`, `reopened`, …"""
    text: str
    actor: str = "system"


class IncidentFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which incidents are wanted; None means any."""

    status: IncidentStatus | None = None
    severity: Severity | None = None
    verdict: str | None = None
    source: str | None = None
    assignee: str | None = None
    text: str | None = None
    """Words in the title, an incident number, or the value of an entity."""
    since: datetime | None = None
    until: datetime | None = None
