"""Each new verdict is told once."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import msgspec

from kit.incidents import an_incident
from triage_warden.core.incidents.live import Change
from triage_warden.core.incidents.model import Incident, IncidentFilter, Link, TimelineEntry
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId, TenantId
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.wiring.announce import Announcement
from triage_warden.wiring.reporter import ReportIncidents

INCIDENT = an_incident()
CHANGED = Change(tenant_id=DEFAULT_TENANT, kind="incident_changed", incident_id=INCIDENT.id)
BENIGN = msgspec.structs.replace(CHANGED, verdict="benign")
MALICIOUS = msgspec.structs.replace(CHANGED, verdict="malicious")


@dataclass
class ScriptedIncidents:
    """Answers with one state after the other; plays both the reader and the live updates."""

    changes: list[Change]
    states: list[Incident | None]

    async def subscribe(self, tenant: TenantId) -> AsyncGenerator[Change, None]:
        """Tell of the changes."""
        assert tenant == DEFAULT_TENANT
        yield Change(tenant_id=tenant, kind="reconnected")
        for change in self.changes:
            yield change

    async def get(self, tenant: TenantId, reference: IncidentId | str) -> Incident:
        """Return the next state."""
        assert (tenant, reference) == (DEFAULT_TENANT, INCIDENT.id)
        state = self.states.pop(0)
        if state is None:
            raise NotFound
        return state

    async def page(self, tenant: TenantId, wanted: IncidentFilter, request: PageRequest) -> Page[Incident]:
        """Never asked."""
        raise NotImplementedError

    async def links(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[Link]:
        """Never asked."""
        raise NotImplementedError

    async def timeline(self, tenant: TenantId, incident_id: IncidentId, request: PageRequest) -> Page[TimelineEntry]:
        """Never asked."""
        raise NotImplementedError


async def test_a_verdict_is_told_when_it_is_reached_and_when_it_changes() -> None:
    """For other changes, and for the same verdict once more, nothing is even read; one that is gone is passed over."""
    benign = msgspec.structs.replace(INCIDENT, verdict="benign", confidence=0.9)
    malicious = msgspec.structs.replace(INCIDENT, verdict="malicious", confidence=0.8)
    changes = [CHANGED, BENIGN, CHANGED, BENIGN, MALICIOUS, MALICIOUS, CHANGED]
    scripted = ScriptedIncidents(changes, [benign, None, malicious])
    told = list[Announcement]()
    await ReportIncidents(scripted, scripted, told.append)()
    assert [(each.number, each.verdict) for each in told] == [
        ("INC-2026-000001", "benign"),
        ("INC-2026-000001", "malicious"),
    ]
    assert not scripted.states
