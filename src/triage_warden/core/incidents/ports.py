"""What incidents need from outside."""

from typing import Protocol

from triage_warden.core.incidents.model import Incident, IncidentFilter, Link, TimelineEntry
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.kernel.page import Page, PageRequest


class IncidentReader(Protocol):
    """Reads incidents back."""

    async def page(self, tenant: TenantId, wanted: IncidentFilter, request: PageRequest) -> Page[Incident]:
        """Return incidents, latest change first."""
        ...

    async def get(self, tenant: TenantId, reference: IncidentId | str) -> Incident:
        """Return one incident by id or number (`INC-2026-000123`), or raise NotFound."""
        ...

    async def links(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[Link]:
        """Return why each alert is in it, by time of occurrence."""
        ...

    async def timeline(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[TimelineEntry]:
        """Return what happened to it, oldest first."""
        ...
