"""Work that is put into the queue in the transaction of the data that it is about."""

from datetime import datetime, timedelta
from enum import StrEnum
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


class JobState(StrEnum):
    """Where a job is: it waits, a worker holds it, or it failed too often and is kept for a person."""

    WAITING = "waiting"
    RUNNING = "running"
    PARKED = "parked"


class QueuedJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job as people look at it."""

    id: int
    kind: str
    state: JobState
    about: str
    """What it is about, as the job names it: ids, never what an alert says."""
    created_at: datetime
    run_after: datetime
    attempts: int
    family: str | None = None
    """Of the error that parked it: `invalid`, `not_found`, `conflict`, `forbidden`, or `defect` for one of ours."""
    reason: str | None = None
    """One sentence without secrets."""
