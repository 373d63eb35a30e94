"""What a person can do to an incident."""

from dataclasses import dataclass
from typing import Protocol

from triage_warden.core.audit.model import By
from triage_warden.core.incidents.model import Disposition, Incident
from triage_warden.kernel.ids import IncidentId, TenantId


class Resolve(Protocol):
    """Says what it was."""

    async def __call__(
        self, tenant: TenantId, incident_id: IncidentId, *, disposition: Disposition, reason: str, by: By
    ) -> Incident:
        """Return the incident, resolved; raise Conflict where its status does not allow it."""
        ...


class GiveReason(Protocol):
    """Closes or reopens, with a reason."""

    async def __call__(self, tenant: TenantId, incident_id: IncidentId, *, reason: str, by: By) -> Incident:
        """Return the incident after the change; raise Conflict where its status does not allow it."""
        ...


class Assign(Protocol):
    """Puts somebody in charge."""

    async def __call__(self, tenant: TenantId, incident_id: IncidentId, *, assignee: str | None, by: By) -> Incident:
        """Return the incident with its assignee; None takes it away."""
        ...


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The four together."""

    resolve: Resolve
    close: GiveReason
    reopen: GiveReason
    assign: Assign
