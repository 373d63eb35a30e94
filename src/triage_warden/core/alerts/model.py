"""What an alert is."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.ids import AlertId, IncidentId, TenantId


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """The source's rule that fired."""

    id: str | None = None
    name: str | None = None


class AttackRef(msgspec.Struct, frozen=True, kw_only=True):
    """An ATT&CK technique (`T1566.001`) and/or tactic (short name, `initial-access`)."""

    technique: str | None = None
    tactic: str | None = None


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two alerts of a source the same finding.

    `exact`: the source names its findings (`parts` holds that name), so the same name is the same finding for ever.
    Otherwise `parts` are traits of the finding (rule, ends, host, user), and a repeat is the same traits on
    the same UTC day: a rule that fires again next month is news.
    """

    parts: tuple[str, ...]
    exact: bool = False


class SourceVerdict(StrEnum):
    """What the source itself made of it, where it says so."""

    BLOCKED = "blocked"
    ALLOWED = "allowed"
    DETECTED = "detected"


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One finding by one source, normalised; what a parser returns. Pure data, no ids and no clock.

    `raw` is the vendor's payload of just this alert, byte for byte. `occurred_at` is None where the payload does
    not say; take-in then uses the time of receipt. `attributes` holds the few further facts that a source states
    and that verdicts use, under the names listed in `core/alerts/attributes.py`.
    """

    source: str
    source_id: str | None = None
    rule: Rule = Rule()
    title: str
    description: str = ""
    severity: Severity = Severity.MEDIUM
    occurred_at: datetime | None = None
    attack: tuple[AttackRef, ...] = ()
    observables: tuple[Observable, ...] = ()
    attributes: dict[str, str] = {}
    identity: Identity
    fingerprint_version: int = 1
    raw: bytes


class StoredAlert(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that was taken in, without its raw payload."""

    id: AlertId
    tenant_id: TenantId
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
    count: int = 1
    last_seen_at: datetime
    incident_id: IncidentId | None = None


class Outcome(StrEnum):
    """What became of one alert that was sent."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class NewAlert(msgspec.Struct, frozen=True, kw_only=True):
    """A parsed alert with the id it gets if it is new, and the time it was received."""

    id: AlertId
    alert: Alert
    fingerprint: str
    received_at: datetime


class Quarantined(msgspec.Struct, frozen=True, kw_only=True):
    """A payload that could not be parsed, kept whole, with the reason."""

    id: UUID
    source: str
    code: str
    reason: str
    pointer: str | None = None
    received_at: datetime
    payload: bytes


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What one request brought, parsed; stored all or not at all. `items` keep the order of sending."""

    items: tuple[NewAlert | Quarantined, ...]
    idempotency_key: str | None = None


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one alert or payload: its id (of the alert it repeats, for a duplicate) and the outcome."""

    id: UUID
    outcome: Outcome
    reason: str | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to whoever sent alerts; what it says was committed before it was given."""

    accepted: int
    duplicates: int
    quarantined: int
    alerts: tuple[Stored, ...]


class AlertFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which alerts are wanted; None means any."""

    source: str | None = None
    severity: Severity | None = None
    incident_id: IncidentId | None = None
    observable: str | None = None
    """A normalised value that the alert must hold."""
    since: datetime | None = None
    until: datetime | None = None
