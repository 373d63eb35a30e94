"""Everything that one incident's page shows, gathered."""

import asyncio
from typing import Final

import msgspec

from triage_warden.core.actions.model import Action, ActionFilter
from triage_warden.core.alerts.model import AlertFilter, AttackRef, StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.incidents.lifecycle import ALLOWED
from triage_warden.core.incidents.model import Incident, IncidentStatus, Link, TimelineEntry
from triage_warden.core.observables.model import Observable, Role
from triage_warden.core.triage.trace import TraceStep
from triage_warden.kernel.ids import AlertId, TenantId
from triage_warden.kernel.page import MAX_LIMIT, PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.citations import Piece, pieces
from triage_warden.web.pages.kill_chain import Stage, chain
from triage_warden.web.pages.weighed_facts import WeighedFact, weighed
from triage_warden.web.shared.references import incident_reference

SHOWN: Final = PageRequest(limit=100)
_ALL: Final = PageRequest(limit=MAX_LIMIT)
_SHOWN_OBSERVABLES: Final = 60
_ROLES: Final = {role: place for place, role in enumerate((Role.TARGET, Role.ACTOR, Role.DESTINATION, Role.SOURCE))}


class IncidentView(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows."""

    incident: Incident
    assessment: Assessment | None
    current: bool
    """Whether the assessment saw everything that is in the incident now."""
    summary: list[Piece]
    facts: list[WeighedFact]
    numbers: dict[str, int]
    stages: list[Stage]
    alerts: list[StoredAlert]
    more_alerts: bool
    links: dict[AlertId, Link]
    titles: dict[AlertId, str]
    observables: list[Observable]
    more_observables: int
    timeline: list[TimelineEntry]
    trace: list[TraceStep]
    actions: list[Action]
    changes: tuple[str, ...]
    """The forms that its status allows."""


async def view_of(deps: WebDependencies, tenant: TenantId, reference: str) -> IncidentView:
    """Return the view, or raise NotFound; the parts are read at the same time."""
    incident = await deps.incidents.get(tenant, incident_reference(reference))
    async with asyncio.TaskGroup() as group:
        alerts = group.create_task(deps.alerts.page(tenant, AlertFilter(incident_id=incident.id), SHOWN))
        links = group.create_task(deps.incidents.links(tenant, incident.id, _ALL))
        timeline = group.create_task(deps.incidents.timeline(tenant, incident.id, _ALL))
        facts = group.create_task(deps.facts.of_incident(tenant, incident.id))
        assessments = group.create_task(deps.assessments.of_incident(tenant, incident.id))
        actions = group.create_task(deps.actions.reader.page(tenant, ActionFilter(incident_id=incident.id), SHOWN))
        trace = group.create_task(deps.trace.of_incident(tenant, incident.id))
    assessment = next(iter(assessments.result()), None)
    rows = weighed(facts.result(), assessment)
    numbers = {row.fact.id: row.number for row in rows}
    found = alerts.result()
    observables = distinct(incident, found.items)
    return IncidentView(
        incident=incident,
        assessment=assessment,
        current=incident.version == incident.assessed_version,
        summary=pieces(assessment.summary, numbers) if assessment else [],
        facts=rows,
        numbers={str(name): number for name, number in numbers.items()},
        stages=chain(_attack(assessment, found.items)),
        alerts=found.items,
        more_alerts=found.next is not None,
        links={link.alert_id: link for link in links.result().items},
        titles={alert.id: alert.title for alert in found.items},
        observables=observables[:_SHOWN_OBSERVABLES],
        more_observables=max(0, len(observables) - _SHOWN_OBSERVABLES),
        timeline=timeline.result().items,
        trace=trace.result(),
        actions=actions.result().items,
        changes=allowed_changes(incident.status),
    )


def allowed_changes(status: IncidentStatus) -> tuple[str, ...]:
    """Return the forms to offer; the core has the last word on each."""
    reachable = ALLOWED[status]
    offered = {
        "resolve": IncidentStatus.RESOLVED in reachable,
        "reopen": status is IncidentStatus.RESOLVED,
        "assign": bool(reachable),
        "close": IncidentStatus.CLOSED in reachable,
    }
    return tuple(name for name, possible in offered.items() if possible)


def distinct(incident: Incident, alerts: list[StoredAlert]) -> list[Observable]:
    """Return the incident's entities and its alerts' observables, each once, those concerned first."""
    found: dict[tuple[str, str], Observable] = {}
    for each in (*incident.entities, *(each for alert in alerts for each in alert.observables)):
        found.setdefault((each.type, each.value), each)
    return sorted(found.values(), key=lambda each: (_ROLES.get(each.role, len(_ROLES)), each.type, each.value))


def _attack(assessment: Assessment | None, alerts: list[StoredAlert]) -> tuple[AttackRef, ...]:
    stated = tuple(ref for alert in alerts for ref in alert.attack)
    return (*(assessment.attack if assessment else ()), *stated)
