"""What a person does to an incident: decided here, written by storage."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import msgspec

from triage_warden.core.audit.model import AuditEntry, AuditObject, By, Value, recorded
from triage_warden.core.incidents.errors import ReasonRequired
from triage_warden.core.incidents.model import Incident, TimelineEntry
from triage_warden.kernel.ids import IncidentId, TenantId


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """An incident after a person's decision, what the timeline says of it, and the entry on the record."""

    incident: Incident
    timeline: tuple[TimelineEntry, ...]
    entry: AuditEntry
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


def entry_of(
    by: By, action: str, change: tuple[Incident, Incident], *, at: datetime, reason: str | None = None
) -> AuditEntry:
    """Return the entry of a decision: the incident by its number, and those of its fields that are not as before."""
    before, after = map(_shown, change)
    changed = [name for name in before if before[name] != after[name]]
    return recorded(
        by,
        f"incident.{action}",
        AuditObject(type="incident", id=change[0].number),
        at=at,
        reason=reason,
        changed=({name: before[name] for name in changed}, {name: after[name] for name in changed}),
    )


def _shown(incident: Incident) -> dict[str, Value]:
    return {
        "status": incident.status.value,
        "assignee": incident.assignee,
        "disposition": None if incident.disposition is None else incident.disposition.value,
        "resolution_reason": incident.resolution_reason,
        "reopened": incident.reopened,
    }


def stated(reason: str) -> str:
    """Return the reason without surrounding space, or raise ReasonRequired."""
    reason = reason.strip()
    if not reason:
        raise ReasonRequired
    return reason
