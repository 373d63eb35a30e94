"""Alerts for tests: say only what the test is about."""

from datetime import UTC, datetime
from uuid import UUID

from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import Observable, ObservableType, Role
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def an_observable(
    value: str = "198.51.100.7",
    type: ObservableType = ObservableType.IPV4,  # noqa: A002  # reads as the field it fills
    role: Role = Role.ACTOR,
) -> Observable:
    """Return an observable."""
    return Observable(type=type, value=value, role=role)


def an_alert(
    *,
    source: str = "generic",
    source_id: str | None = "a-1",
    rule: str = "Suspicious thing",
    title: str = "Something suspicious was seen",
    severity: Severity = Severity.MEDIUM,
    occurred_at: datetime | None = NOON,
    observables: tuple[Observable, ...] = (),
    attack: tuple[AttackRef, ...] = (),
    attributes: dict[str, str] | None = None,
    raw: bytes = b"{}",
) -> Alert:
    """Return an alert as a parser would."""
    return Alert(
        source=source,
        source_id=source_id,
        rule=Rule(id=None, name=rule),
        title=title,
        severity=severity,
        occurred_at=occurred_at,
        observables=observables,
        attack=attack,
        attributes=attributes or {},
        identity=Identity(parts=(source_id or title,), exact=source_id is not None),
        raw=raw,
    )


def a_stored_alert(number: int = 1, alert: Alert | None = None) -> StoredAlert:
    """Return an alert as it lies in the database; `number` makes its id."""
    alert = alert or an_alert(source_id=f"a-{number}")
    occurred_at = alert.occurred_at or NOON
    return StoredAlert(
        id=AlertId(UUID(int=(0x7 << 76) | (0b10 << 62) | number)),
        tenant_id=DEFAULT_TENANT,
        source=alert.source,
        source_id=alert.source_id,
        rule=alert.rule,
        title=alert.title,
        description=alert.description,
        severity=alert.severity,
        occurred_at=occurred_at,
        received_at=occurred_at,
        attack=alert.attack,
        observables=alert.observables,
        attributes=alert.attributes,
        fingerprint=fingerprint(alert, occurred_at),
        count=1,
        last_seen_at=occurred_at,
    )
