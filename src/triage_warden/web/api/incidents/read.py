"""`GET /api/v1/incidents` and below."""

from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.alerts.model import AlertFilter
from triage_warden.core.identity.permissions import Permission
from triage_warden.kernel.ids import IncidentId
from triage_warden.web.api.alerts.wire import AlertsBody, alerts_body
from triage_warden.web.api.incidents.wire import (
    AssessmentsBody,
    FactsBody,
    IncidentDetailBody,
    IncidentsBody,
    LinksBody,
    TimelineBody,
    TraceBody,
    incident_body,
    incident_detail,
)
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.filters import IncidentQuery
from triage_warden.web.shared.paging import PageQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.references import incident_reference
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_ONE: Final = "/api/v1/incidents/{reference:str}"


@get(
    "/api/v1/incidents",
    operation_id="listIncidents",
    summary="List incidents, latest change first",
    tags=["incidents"],
    opt=reading(IncidentsBody, query=IncidentQuery) | needs(Permission.INCIDENTS_READ),
)
async def list_incidents(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List incidents that match every filter given."""
    query = read_query(request.scope["query_string"], IncidentQuery)
    page = await deps.incidents.page(caller.tenant, query.wanted(), query.page())
    return json_answer(IncidentsBody(items=[incident_body(each) for each in page.items], next=page.next))


@get(
    _ONE,
    operation_id="getIncident",
    summary="One incident with its latest assessment",
    tags=["incidents"],
    opt=reading(IncidentDetailBody, problems=(404,)) | needs(Permission.INCIDENTS_READ),
)
async def get_incident(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """Return an incident by id or number."""
    incident = await deps.incidents.get(caller.tenant, incident_reference(reference))
    assessments = await deps.assessments.of_incident(caller.tenant, incident.id)
    return json_answer(incident_detail(incident, assessments[0] if assessments else None))


@get(
    f"{_ONE}/alerts",
    operation_id="listIncidentAlerts",
    summary="The incident's alerts, newest receipt first",
    tags=["incidents"],
    opt=reading(AlertsBody, query=PageQuery, problems=(404,)) | needs(Permission.ALERTS_READ),
)
async def list_incident_alerts(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """List the alerts that are in the incident."""
    query = read_query(request.scope["query_string"], PageQuery)
    incident_id = await _id_of(deps, caller, reference)
    return json_answer(
        alerts_body(await deps.alerts.page(caller.tenant, AlertFilter(incident_id=incident_id), query.page()))
    )


@get(
    f"{_ONE}/links",
    operation_id="listIncidentLinks",
    summary="Why each alert is in the incident",
    tags=["incidents"],
    opt=reading(LinksBody, query=PageQuery, problems=(404,)) | needs(Permission.INCIDENTS_READ),
)
async def list_links(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """List the reasons that tie the incident's alerts together, by time of occurrence."""
    query = read_query(request.scope["query_string"], PageQuery)
    page = await deps.incidents.links(caller.tenant, await _id_of(deps, caller, reference), query.page())
    return json_answer(LinksBody(items=page.items, next=page.next))


@get(
    f"{_ONE}/timeline",
    operation_id="listIncidentTimeline",
    summary="What happened to the incident",
    tags=["incidents"],
    opt=reading(TimelineBody, query=PageQuery, problems=(404,)) | needs(Permission.INCIDENTS_READ),
)
async def list_timeline(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """List what happened, oldest first."""
    query = read_query(request.scope["query_string"], PageQuery)
    page = await deps.incidents.timeline(caller.tenant, await _id_of(deps, caller, reference), query.page())
    return json_answer(TimelineBody(items=page.items, next=page.next))


@get(
    f"{_ONE}/facts",
    operation_id="listIncidentFacts",
    summary="Everything found out about the incident",
    tags=["incidents"],
    opt=reading(FactsBody, problems=(404,)) | needs(Permission.INCIDENTS_READ),
)
async def list_incident_facts(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """List every fact about the incident and its alerts."""
    incident_id = await _id_of(deps, caller, reference)
    return json_answer(FactsBody(items=await deps.facts.of_incident(caller.tenant, incident_id)))


@get(
    f"{_ONE}/assessments",
    operation_id="listIncidentAssessments",
    summary="Every assessment, latest first",
    tags=["incidents"],
    opt=reading(AssessmentsBody, problems=(404,)) | needs(Permission.INCIDENTS_READ),
)
async def list_assessments(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """List every assessment that was reached."""
    incident_id = await _id_of(deps, caller, reference)
    return json_answer(AssessmentsBody(items=await deps.assessments.of_incident(caller.tenant, incident_id)))


@get(
    f"{_ONE}/trace",
    operation_id="listIncidentTrace",
    summary="The steps of the incident's triage",
    tags=["incidents"],
    opt=reading(TraceBody, problems=(404,)) | needs(Permission.INCIDENTS_READ),
)
async def list_trace(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """List the steps of every run, oldest first."""
    incident_id = await _id_of(deps, caller, reference)
    return json_answer(TraceBody(items=await deps.trace.of_incident(caller.tenant, incident_id)))


async def _id_of(deps: WebDependencies, caller: Caller, reference: str) -> IncidentId:
    return (await deps.incidents.get(caller.tenant, incident_reference(reference))).id


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    list_incidents,
    get_incident,
    list_incident_alerts,
    list_links,
    list_timeline,
    list_incident_facts,
    list_assessments,
    list_trace,
)
