"""What changes incidents, and the news of it, in memory."""

# ruff: noqa: ARG002  # what a fake does not look at is still part of the port

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from kit.readers import MemoryIncidents
from triage_warden.core.audit.model import By
from triage_warden.core.incidents.live import Change
from triage_warden.core.incidents.model import Disposition, Incident, IncidentStatus
from triage_warden.kernel.errors import Conflict
from triage_warden.kernel.ids import IncidentId, TenantId


@dataclass(slots=True)
class MemoryLifecycle:
    """The four changes a person can make, on incidents in memory; what was asked is kept in `asked`."""

    incidents: MemoryIncidents
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    async def resolve(
        self, tenant: TenantId, incident_id: IncidentId, *, disposition: Disposition, reason: str, by: By
    ) -> Incident:
        """Resolve."""
        change = {"status": IncidentStatus.RESOLVED, "disposition": disposition, "resolution_reason": reason}
        return await self._change(tenant, incident_id, by.name, change, lambda it: not _done(it))

    async def close(self, tenant: TenantId, incident_id: IncidentId, *, reason: str, by: By) -> Incident:
        """Close."""
        change = {"status": IncidentStatus.CLOSED, "resolution_reason": reason}
        return await self._change(tenant, incident_id, by.name, change, lambda it: it.status != IncidentStatus.CLOSED)

    async def reopen(self, tenant: TenantId, incident_id: IncidentId, *, reason: str, by: By) -> Incident:
        """Reopen."""
        return await self._change(tenant, incident_id, by.name, {"status": IncidentStatus.OPEN}, _done)

    async def assign(self, tenant: TenantId, incident_id: IncidentId, *, assignee: str | None, by: By) -> Incident:
        """Assign."""
        return await self._change(tenant, incident_id, by.name, {"assignee": assignee}, lambda _: True)

    async def _change(
        self,
        tenant: TenantId,
        incident_id: IncidentId,
        actor: str,
        change: Mapping[str, object],
        allowed: Callable[[Incident], bool],
    ) -> Incident:
        incident = await self.incidents.get(tenant, incident_id)
        if not allowed(incident):
            raise Conflict(detail=f"The incident is {incident.status}.")
        self.asked.append((actor, str(change)))
        changed = msgspec.structs.replace(incident, **change)
        self.incidents.incidents[incident_id] = changed
        return changed


@dataclass(slots=True)
class MemoryLive:
    """Live updates that a test sends by `tell`."""

    waiting: list[asyncio.Queue[Change | None]] = field(default_factory=list[asyncio.Queue[Change | None]])

    async def subscribe(self, tenant: TenantId) -> AsyncGenerator[Change, None]:
        """Yield what is told."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue(maxsize=100)
        self.waiting.append(queue)
        try:
            while (change := await queue.get()) is not None:
                if change.tenant_id == tenant:
                    yield change
        finally:
            self.waiting.remove(queue)

    def tell(self, change: Change | None) -> None:
        """Send a change to every subscriber; None ends them."""
        for queue in self.waiting:
            queue.put_nowait(change)


def _done(incident: Incident) -> bool:
    return incident.status in (IncidentStatus.RESOLVED, IncidentStatus.CLOSED)
