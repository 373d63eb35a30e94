"""Jobs for tests."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.kernel.jobs import HeldJob, NewJob

DUE = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOBODY = UUID(int=0)


def a_job(
    kind: str = "triage",
    payload: bytes = b"x",
    *,
    key: str | None = None,
    delay: timedelta = timedelta(0),
    due_at: datetime = DUE,
    tenant: TenantId = DEFAULT_TENANT,
) -> NewJob:
    """Return a job to be put."""
    return NewJob(kind=kind, payload=payload, tenant=tenant, due_at=due_at, key=key, delay=delay)


def a_held_job(payload: bytes, *, number: int = 1, holder: UUID = NOBODY) -> HeldJob:
    """Return a job as a worker holds it."""
    return HeldJob(id=number, holder=holder, payload=payload)
