"""`POST /api/v1/incidents/{reference}/resolve|close|reopen|assign`."""

from typing import Annotated, Final, TypeAlias

import msgspec
from litestar import Response, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.model import Disposition, Incident
from triage_warden.kernel.ids import IncidentId
from triage_warden.web.api.incidents.wire import IncidentBody, incident_body
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.references import incident_reference
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Reason: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, description="Why, for the record.")]
_ONE: Final = "/api/v1/incidents/{reference:str}"


class ResolveBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What it was, and why."""

    disposition: Disposition
    reason: Reason


class ReasonBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why."""

    reason: Reason


class AssignBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who takes it; null gives it back."""

    assignee: Annotated[str, msgspec.Meta(max_length=200)] | None


@post(
    f"{_ONE}/resolve",
    status_code=200,
    operation_id="resolveIncident",
    summary="Say what the incident was",
    tags=["incidents"],
    opt=changing(IncidentBody, ResolveBody) | needs(Permission.INCIDENTS_CHANGE),
)
async def resolve_incident(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """Resolve with a disposition."""
    body = await json_body(request, ResolveBody)
    incident_id = await _id_of(deps, caller, reference)
    by = by_of(request, caller)
    return _answer(
        await deps.lifecycle.resolve(
            caller.tenant, incident_id, disposition=body.disposition, reason=body.reason, by=by
        )
    )


@post(
    f"{_ONE}/close",
    status_code=200,
    operation_id="closeIncident",
    summary="Close the incident",
    tags=["incidents"],
    opt=changing(IncidentBody, ReasonBody) | needs(Permission.INCIDENTS_CHANGE),
)
async def close_incident(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Close: it takes nothing in any more."""
    body = await json_body(request, ReasonBody)
    incident_id = await _id_of(deps, caller, reference)
    by = by_of(request, caller)
    return _answer(await deps.lifecycle.close(caller.tenant, incident_id, reason=body.reason, by=by))


@post(
    f"{_ONE}/reopen",
    status_code=200,
    operation_id="reopenIncident",
    summary="Open the incident again",
    tags=["incidents"],
    opt=changing(IncidentBody, ReasonBody) | needs(Permission.INCIDENTS_CHANGE),
)
async def reopen_incident(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Reopen: counted, with its reason."""
    body = await json_body(request, ReasonBody)
    incident_id = await _id_of(deps, caller, reference)
    by = by_of(request, caller)
    return _answer(await deps.lifecycle.reopen(caller.tenant, incident_id, reason=body.reason, by=by))


@post(
    f"{_ONE}/assign",
    status_code=200,
    operation_id="assignIncident",
    summary="Put somebody in charge",
    tags=["incidents"],
    opt=changing(IncidentBody, AssignBody) | needs(Permission.INCIDENTS_CHANGE),
)
async def assign_incident(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Assign to a person, or to nobody."""
    body = await json_body(request, AssignBody)
    incident_id = await _id_of(deps, caller, reference)
    by = by_of(request, caller)
    return _answer(await deps.lifecycle.assign(caller.tenant, incident_id, assignee=body.assignee or None, by=by))


async def _id_of(deps: WebDependencies, caller: Caller, reference: str) -> IncidentId:
    return (await deps.incidents.get(caller.tenant, incident_reference(reference))).id


def _answer(incident: Incident) -> Response[bytes]:
    return json_answer(incident_body(incident))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (resolve_incident, close_incident, reopen_incident, assign_incident)
