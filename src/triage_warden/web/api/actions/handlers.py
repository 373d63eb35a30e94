"""`/api/v1/actions` and `/api/v1/incidents/{reference}/actions`."""

from typing import Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.actions.model import ActionFilter
from triage_warden.core.actions.verb import RISKS, TITLES
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.actions.wire import (
    ActionBody,
    ActionQuery,
    ActionsBody,
    ActionTypeBody,
    ActionTypesBody,
    AskBody,
    DraftBody,
    DraftQuery,
    SettleBody,
    action_body,
)
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.drafts import drafted, halted
from triage_warden.web.openapi.declare import changing, keyed, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.idempotency import request_key
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.paging import PageQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.references import action_id, incident_reference
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_OF_ONE: Final = "/api/v1/incidents/{reference:str}/actions"


@get(
    "/api/v1/actions",
    operation_id="listActions",
    summary="List actions, the latest request first",
    tags=["actions"],
    opt=reading(ActionsBody, query=ActionQuery) | needs(Permission.ACTIONS_READ),
)
async def list_actions(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List actions, in a state or in any."""
    query = read_query(request.scope["query_string"], ActionQuery)
    page = await deps.actions.reader.page(caller.tenant, query.wanted(), query.page())
    return json_answer(ActionsBody(items=[action_body(each) for each in page.items], next=page.next))


@get(
    "/api/v1/actions/types",
    operation_id="listActionTypes",
    summary="What can be done",
    tags=["actions"],
    opt=reading(ActionTypesBody) | needs(Permission.ACTIONS_READ),
)
async def list_types(deps: Deps) -> Response[bytes]:
    """List every verb with its risk, and which connector does it here."""
    found = [
        ActionTypeBody(verb=verb, title=TITLES[verb], risk=risk, connector=deps.actions.ask_for.connectors.get(verb))
        for verb, risk in RISKS.items()
    ]
    return json_answer(ActionTypesBody(items=found))


@get(
    "/api/v1/actions/{id:str}",
    operation_id="getAction",
    summary="One action with its attempts",
    tags=["actions"],
    opt=reading(ActionBody, problems=(404,)) | needs(Permission.ACTIONS_READ),
)
async def get_action(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return an action."""
    wanted = action_id(request.path_params["id"])
    return json_answer(action_body(await deps.actions.reader.get(caller.tenant, wanted)))


@post(
    "/api/v1/actions/{id:str}/settle",
    status_code=200,
    operation_id="settleAction",
    summary="Say what became of an action whose outcome is not known",
    tags=["actions"],
    opt=changing(ActionBody, SettleBody) | needs(Permission.ACTIONS_APPROVE),
)
async def settle_action(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Settle an action."""
    body = await json_body(request, SettleBody)
    wanted = action_id(request.path_params["id"])
    by = by_of(request, caller)
    return json_answer(
        action_body(await deps.actions.settle(caller.tenant, wanted, done=body.done, reason=body.reason, by=by))
    )


@get(
    _OF_ONE,
    operation_id="listIncidentActions",
    summary="The incident's actions, the latest request first",
    tags=["actions"],
    opt=reading(ActionsBody, query=PageQuery, problems=(404,)) | needs(Permission.ACTIONS_READ),
)
async def list_incident_actions(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """List what was asked for about the incident."""
    query = read_query(request.scope["query_string"], PageQuery)
    incident = await deps.incidents.get(caller.tenant, incident_reference(reference))
    page = await deps.actions.reader.page(caller.tenant, ActionFilter(incident_id=incident.id), query.page())
    return json_answer(ActionsBody(items=[action_body(each) for each in page.items], next=page.next))


@get(
    f"{_OF_ONE}/draft",
    operation_id="draftIncidentAction",
    summary="What an action would send",
    tags=["actions"],
    opt=reading(DraftBody, query=DraftQuery, problems=(404,)) | needs(Permission.ACTIONS_READ),
)
async def draft_action(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Return the action as it would be done now; it is done only when exactly that, or a changed one, is posted."""
    query = read_query(request.scope["query_string"], DraftQuery)
    incident = await deps.incidents.get(caller.tenant, incident_reference(reference))
    draft = await drafted(deps, incident, query.verb)
    connector = deps.actions.ask_for.connectors.get(query.verb)
    return json_answer(DraftBody(action=draft, connector=connector, halted=await halted(deps, incident, query.verb)))


@post(
    _OF_ONE,
    status_code=201,
    operation_id="createIncidentAction",
    summary="Ask for exactly this action",
    tags=["actions"],
    opt=keyed(ActionBody, AskBody) | needs(Permission.ACTIONS_REQUEST),
)
async def create_action(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Ask for an action; whoever asks says yes to exactly these parameters."""
    body = await json_body(request, AskBody)
    key = request_key(request, caller, deps.ids)
    incident = await deps.incidents.get(caller.tenant, incident_reference(reference))
    action = await deps.actions.ask_for(incident, body.action, by=by_of(request, caller), request_key=key)
    return json_answer(action_body(action), status=201)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    list_actions,
    list_types,
    get_action,
    settle_action,
    list_incident_actions,
    draft_action,
    create_action,
)
