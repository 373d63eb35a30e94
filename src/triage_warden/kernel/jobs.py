"""Work that is put into the queue in the transaction of the data that it is about."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from triage_warden.kernel.ids import TenantId


class NewJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job to be put; of those that may run, the one that is due first runs first."""

    kind: str
    payload: bytes
    tenant: TenantId
    due_at: datetime
    """When it should have been done; what is urgent is due long ago (see core/alerts/urgency.py)."""
    key: str | None = None
    """Where a job with this key waits or runs, this one is not put, but makes the other as urgent as itself."""
    delay: timedelta = timedelta(0)
    """How long it may not run yet."""


class HeldJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job that a worker holds, until another finds that the worker died."""

    id: int
    holder: UUID
    payload: bytes
