"""Batches for tests, and a queue that only remembers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from kit.alerts import an_alert
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, Batch, NewAlert, Quarantined
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import AlertId, Uuid7
from triage_warden.kernel.jobs import NewJob

RECEIVED = datetime(2026, 3, 2, 12, 5, tzinfo=UTC)
_ids = Uuid7(SystemClock())


@dataclass(slots=True)
class RememberedJobs:
    """A job sink that remembers what was put."""

    jobs: list[NewJob] = field(default_factory=list)

    @property
    def put_jobs(self) -> list[tuple[str, bytes]]:
        """Return kind and payload of each."""
        return [(job.kind, job.payload) for job in self.jobs]

    async def put(self, connection: object, jobs: Sequence[NewJob]) -> None:
        """Remember them."""
        del connection
        self.jobs += jobs

    async def put_unless_waiting(self, connection: object, job: NewJob) -> None:
        """Remember it, every time."""
        await self.put(connection, [job])


def a_new_alert(alert: Alert | None = None, *, received_at: datetime = RECEIVED) -> NewAlert:
    """Return an alert as take-in hands it to the store, under a new id."""
    alert = alert or an_alert()
    return NewAlert(
        id=AlertId(_ids()), alert=alert, fingerprint=fingerprint(alert, received_at), received_at=received_at
    )


def a_quarantined(payload: bytes = b"\x00not json", *, received_at: datetime = RECEIVED) -> Quarantined:
    """Return a payload that could not be parsed."""
    return Quarantined(
        id=_ids(),
        source="generic",
        code="cannot_parse",
        reason="It is not JSON.",
        pointer="/",
        received_at=received_at,
        payload=payload,
    )


def a_batch(*items: NewAlert | Quarantined | Alert, key: str | None = None) -> Batch:
    """Return a batch; bare alerts are wrapped."""
    return Batch(
        items=tuple(a_new_alert(item) if isinstance(item, Alert) else item for item in items),
        idempotency_key=key,
    )


def alerts_numbered(numbers: Sequence[int]) -> list[Alert]:
    """Return an alert for each number; the same number is the same finding."""
    return [an_alert(source_id=f"a-{number}", title=f"Finding {number}") for number in numbers]


def tenant_number(number: int) -> UUID:
    """Return an id for a tenant."""
    return UUID(int=(0x7 << 76) | (0b10 << 62) | number)
