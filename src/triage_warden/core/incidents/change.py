"""What a person does to an incident: decided here, written by storage."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import msgspec

from triage_warden.core.incidents.errors import ReasonRequired
from triage_warden.core.incidents.model import Incident, TimelineEntry
from triage_warden.kernel.ids import IncidentId, TenantId


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """An incident after a person's decision, and what the timeline says of it."""

    incident: Incident
    timeline: tuple[TimelineEntry, ...]
    resolved_at: datetime | None = None
    """When it was resolved, where the decision leaves it resolved."""


Decide = Callable[[Incident], Decision]


class IncidentChanges(Protocol):
    """Changes one incident at a time."""

    async def change(self, tenant: TenantId, reference: IncidentId | str, decide: Decide) -> Incident:
        """Lock the incident, let `decide` say what becomes of it, keep that and return it.

        From then on it counts as handled by a person: grouping takes nothing out of it any more.

        Raises:
            NoSuchIncident: there is none under that id or number.
            Conflict: what `decide` raises; nothing was changed.
        """
        ...


def stated(reason: str) -> str:
    """Return the reason without surrounding space, or raise ReasonRequired."""
    reason = reason.strip()
    if not reason:
        raise ReasonRequired
    return reason
