"""A batch as columns, ready to be sent: folded, compressed, in the order in which rows are locked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from triage_warden.core.alerts.model import Batch, NewAlert, Quarantined
from triage_warden.core.alerts.urgency import due_at
from triage_warden.storage.postgres.payload import Packer
from triage_warden.storage.postgres.text import as_json, optional, storable


@dataclass(slots=True)
class Folded:
    """One finding of a batch: the first alert that tells it, and how often and when the batch tells it."""

    first: NewAlert
    occurred_at: datetime
    count: int
    first_seen_at: datetime
    last_seen_at: datetime

    @property
    def received_on(self) -> date:
        """Return the day (UTC) whose partition holds the alert."""
        return self.first.received_at.astimezone(UTC).date()

    @property
    def due_at(self) -> datetime:
        """Return the moment by which waiting alerts are ordered."""
        return due_at(self.first.alert.severity, self.first.received_at)

    def repeat(self, occurred_at: datetime) -> None:
        """Count one more telling."""
        self.count += 1
        self.first_seen_at = min(self.first_seen_at, occurred_at)
        self.last_seen_at = max(self.last_seen_at, occurred_at)


@dataclass(frozen=True, slots=True)
class IntakeRows:
    """What a batch comes to, as rows of columns."""

    alerts: dict[UUID, tuple[object, ...]]
    """By alert id; only those of findings that turn out to be new are sent."""
    quarantine: list[tuple[object, ...]]


def intake_rows(batch: Batch, findings: Sequence[Folded]) -> IntakeRows:
    """Return the rows of a batch; pure, and what costs: 15 µs for an alert of 3 KB, most of it zstd's."""
    pack = Packer()
    return IntakeRows(
        alerts={finding.first.id: _alert_row(finding, pack) for finding in findings},
        quarantine=[_quarantine_row(item, pack) for item in batch.items if isinstance(item, Quarantined)],
    )


def weight_of(batch: Batch) -> int:
    """Return the bytes of payload in a batch."""
    return sum(len(item.alert.raw if isinstance(item, NewAlert) else item.payload) for item in batch.items)


def folded(batch: Batch) -> list[Folded]:
    """Return each finding of a batch once, in the order of their fingerprints.

    Every writer locks rows in that order, so that two batches that share some never wait in a circle.
    """
    findings: dict[str, Folded] = {}
    for item in batch.items:
        if isinstance(item, Quarantined):
            continue
        occurred_at = item.alert.occurred_at or item.received_at
        known = findings.get(item.fingerprint)
        if known is None:
            findings[item.fingerprint] = Folded(item, occurred_at, 1, occurred_at, occurred_at)
        else:
            known.repeat(occurred_at)
    return [findings[fingerprint] for fingerprint in sorted(findings)]


def _alert_row(finding: Folded, pack: Packer) -> tuple[object, ...]:
    new, alert = finding.first, finding.first.alert
    return (
        finding.received_on,
        new.id,
        new.received_at,
        finding.occurred_at,
        storable(alert.source),
        optional(alert.source_id),
        optional(alert.rule.id),
        optional(alert.rule.name),
        storable(alert.title),
        storable(alert.description),
        alert.severity.value,
        new.fingerprint,
        as_json(alert.attack),
        as_json(alert.observables),
        as_json(alert.attributes),
        pack(alert.raw),
    )


def _quarantine_row(item: Quarantined, pack: Packer) -> tuple[object, ...]:
    return (
        item.id,
        storable(item.source),
        item.code,
        storable(item.reason),
        optional(item.pointer),
        item.received_at,
        pack(item.payload),
    )
