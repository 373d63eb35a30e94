"""`GET /api/v1/alerts` and below."""

from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.permissions import Permission
from triage_warden.kernel.ids import IncidentId
from triage_warden.web.api.alerts.wire import AlertBody, AlertFactsBody, AlertsBody, alert_body, alerts_body
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import KEY, Operation, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.filters import AlertQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.references import alert_id, incident_reference
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]


@get(
    "/api/v1/alerts",
    operation_id="listAlerts",
    summary="List alerts, newest receipt first",
    tags=["alerts"],
    opt=reading(AlertsBody, query=AlertQuery, problems=(404,)) | needs(Permission.ALERTS_READ),
)
async def list_alerts(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List alerts that match every filter given."""
    query = read_query(request.scope["query_string"], AlertQuery)
    incident_id = await _incident_id(deps, caller, query.incident)
    return json_answer(alerts_body(await deps.alerts.page(caller.tenant, query.wanted(incident_id), query.page())))


@get(
    "/api/v1/alerts/{id:str}",
    operation_id="getAlert",
    summary="One alert",
    tags=["alerts"],
    opt=reading(AlertBody, problems=(404,)) | needs(Permission.ALERTS_READ),
)
async def get_alert(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return an alert."""
    return json_answer(alert_body(await deps.alerts.get(caller.tenant, alert_id(request.path_params["id"]))))


@get(
    "/api/v1/alerts/{id:str}/raw",
    operation_id="getAlertRaw",
    summary="The vendor's payload, byte for byte",
    tags=["alerts"],
    opt={KEY: Operation(answer_types=("application/octet-stream",), problems=(404, 503))}
    | needs(Permission.ALERTS_READ),
)
async def get_raw(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return the payload as a download: whatever it is, no browser is to show it as a page of ours."""
    wanted = alert_id(request.path_params["id"])
    return Response(
        await deps.alerts.raw(caller.tenant, wanted),
        media_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{wanted}.bin"'},
    )


@get(
    "/api/v1/alerts/{id:str}/facts",
    operation_id="listAlertFacts",
    summary="Everything found out about the alert",
    tags=["alerts"],
    opt=reading(AlertFactsBody, problems=(404,)) | needs(Permission.ALERTS_READ),
)
async def list_alert_facts(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List the facts about one alert."""
    alert = await deps.alerts.get(caller.tenant, alert_id(request.path_params["id"]))
    return json_answer(AlertFactsBody(items=await deps.facts.of_alert(caller.tenant, alert.id)))


async def _incident_id(deps: WebDependencies, caller: Caller, reference: str | None) -> IncidentId | None:
    if reference is None:
        return None
    return (await deps.incidents.get(caller.tenant, incident_reference(reference))).id


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_alerts, get_alert, get_raw, list_alert_facts)
