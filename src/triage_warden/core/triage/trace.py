"""The journal read back: what a run did, step by step."""

from datetime import datetime
from typing import Protocol

import msgspec

from triage_warden.kernel.ids import IncidentId, TenantId


class TraceStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a triage, or one attempt at an action: what it was and how it went.

    With the digest of what went in, so that two runs can be compared.
    """

    run: str
    step: str
    state: str
    """`done`, `failed`, `running`; of an attempt at an action also `not_done` and `not_known`."""
    attempts: int
    started_at: datetime
    ended_at: datetime | None = None
    input_digest: str | None = None
    error: str | None = None


class TraceReader(Protocol):
    """Reads the journal back."""

    async def of_incident(self, tenant: TenantId, incident_id: IncidentId) -> list[TraceStep]:
        """Return the steps of every run for the incident, oldest first."""
        ...
