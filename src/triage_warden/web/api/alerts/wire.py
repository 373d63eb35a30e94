"""Alerts as the outside sees them."""

from datetime import datetime

import msgspec

from triage_warden.core.alerts.model import AttackRef, Rule, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.model import Fact
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.ids import AlertId, IncidentId
from triage_warden.kernel.page import Page


class AlertBody(msgspec.Struct, frozen=True, kw_only=True):
    """An alert; the vendor's payload is at `/api/v1/alerts/{id}/raw`."""

    id: AlertId
    source: str
    source_id: str | None
    rule: Rule
    title: str
    description: str
    severity: Severity
    occurred_at: datetime
    received_at: datetime
    attack: tuple[AttackRef, ...]
    observables: tuple[Observable, ...]
    attributes: dict[str, str]
    fingerprint: str
    count: int
    last_seen_at: datetime
    incident_id: IncidentId | None


class AlertsBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of alerts, newest receipt first."""

    items: list[AlertBody]
    next: str | None


class AlertFactsBody(msgspec.Struct, frozen=True, kw_only=True):
    """Every fact about one alert."""

    items: list[Fact]


def alert_body(alert: StoredAlert) -> AlertBody:
    """Return an alert without what is ours alone (its tenant)."""
    return msgspec.convert(alert, AlertBody, from_attributes=True)


def alerts_body(page: Page[StoredAlert]) -> AlertsBody:
    """Return a page of alerts."""
    return AlertsBody(items=[alert_body(each) for each in page.items], next=page.next)
