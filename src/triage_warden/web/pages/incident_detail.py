"""`/incidents/{reference}` and the forms on it."""

from functools import partial
from typing import Annotated, Final
from urllib.parse import parse_qsl

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import Redirect, Stream

from triage_warden.core.audit.model import By
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.model import Disposition
from triage_warden.kernel.errors import Conflict, Invalid
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.incident_view import view_of
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.event_stream import arrivals, refreshes, streamed
from triage_warden.web.shared.queries import read_form
from triage_warden.web.shared.references import incident_reference
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.stream_end import stream_is_over

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_ONE: Final = "/incidents/{reference:str}"
_MAX_FIELDS: Final = 10


class ResolveForm(msgspec.Struct, frozen=True, kw_only=True):
    """What it was, and why."""

    disposition: Disposition
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class ReasonForm(msgspec.Struct, frozen=True, kw_only=True):
    """Why."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class AssignForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes it; blank gives it back."""

    assignee: Annotated[str, msgspec.Meta(max_length=200)] | None = None


@get(_ONE, opt=needs(Permission.INCIDENTS_READ))
async def incident(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, reference: FromPath[str]
) -> Response[bytes]:
    """Show one incident; HTMX gets what changes, without the forms that somebody may be typing into."""
    view = await view_of(deps, caller.tenant, reference)
    template = "incidents/body.html" if request.headers.get("hx-request") else "incidents/detail.html"
    return pages(template, active="incidents", view=view, notice="")


@get(f"{_ONE}/live", opt=needs(Permission.INCIDENTS_READ))
async def incident_live(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Stream:
    """Say when the incident should be asked for again."""
    incident_id = await _id_of(deps, caller, reference)
    changes, over = deps.live.subscribe(caller.tenant), partial(stream_is_over, request, deps)
    return streamed(
        refreshes(
            lambda patience: arrivals(changes, over, patience),
            about=incident_id,
            pace=deps.pace,
            clock=deps.clock,
        )
    )


@post(_ONE + "/{change:str}", opt=needs(Permission.INCIDENTS_CHANGE))
async def change_incident(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, reference: FromPath[str], change: FromPath[str]
) -> Response[bytes] | Redirect:
    """Do what a form asks; what is refused is said on the page, what is done leads back to it."""
    incident_id = await _id_of(deps, caller, reference)
    fields = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS))
    try:
        await _apply(deps, by_of(request, caller), change, incident=(caller.tenant, incident_id), fields=fields)
    except (Invalid, Conflict) as error:
        view = await view_of(deps, caller.tenant, reference)
        status = 409 if isinstance(error, Conflict) else 422
        return pages("incidents/detail.html", status=status, active="incidents", view=view, notice=error.detail)
    return Redirect(f"/incidents/{reference}", status_code=303)


async def _apply(
    deps: WebDependencies, by: By, change: str, *, incident: tuple[TenantId, IncidentId], fields: dict[str, str]
) -> None:
    tenant, incident_id = incident
    match change:
        case "resolve":
            form = read_form(fields, ResolveForm)
            await deps.lifecycle.resolve(tenant, incident_id, disposition=form.disposition, reason=form.reason, by=by)
        case "close":
            await deps.lifecycle.close(tenant, incident_id, reason=read_form(fields, ReasonForm).reason, by=by)
        case "reopen":
            await deps.lifecycle.reopen(tenant, incident_id, reason=read_form(fields, ReasonForm).reason, by=by)
        case "assign":
            await deps.lifecycle.assign(tenant, incident_id, assignee=read_form(fields, AssignForm).assignee, by=by)
        case _:
            raise Invalid(detail="An incident can be resolved, closed, reopened or assigned.")


async def _id_of(deps: WebDependencies, caller: Caller, reference: str) -> IncidentId:
    return (await deps.incidents.get(caller.tenant, incident_reference(reference))).id


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (incident, incident_live, change_incident)
