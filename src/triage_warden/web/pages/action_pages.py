"""`/actions`, and the form by which a person asks for one."""

from typing import Annotated, Final
from urllib.parse import parse_qsl

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from triage_warden.core.actions.model import ActionFilter, ActionState
from triage_warden.core.actions.verb import RISKS, TITLES, Verb, name_of
from triage_warden.core.actions.verbs.create_ticket import DESCRIPTION_LENGTH, TITLE_LENGTH, CreateTicket
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.errors import Conflict, Invalid
from triage_warden.kernel.page import PageRequest
from triage_warden.web.api.actions.wire import ActionQuery
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.drafts import drafted, halted
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.idempotency import keyed
from triage_warden.web.shared.queries import read_form, read_query
from triage_warden.web.shared.references import action_id, incident_reference
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_MAX_FIELDS: Final = 20
_SHOWN: Final = PageRequest(limit=100)


class NewQuery(msgspec.Struct, frozen=True, kw_only=True):
    """For which incident."""

    incident: Annotated[str, msgspec.Meta(max_length=40)]


class TicketForm(msgspec.Struct, frozen=True, kw_only=True):
    """The ticket as it stood in the form when the button was pressed; `key` is the form's own."""

    incident: Annotated[str, msgspec.Meta(max_length=40)]
    key: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=TITLE_LENGTH)]
    description: Annotated[str, msgspec.Meta(min_length=1, max_length=2 * DESCRIPTION_LENGTH)]
    severity: Severity

    def ticket(self) -> CreateTicket:
        """Return the ticket; browsers send line ends as two characters, which nobody typed."""
        description = self.description.replace("\r\n", "\n")[:DESCRIPTION_LENGTH]
        return CreateTicket(title=self.title, description=description, severity=self.severity)


class SettleForm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody found out."""

    outcome: Annotated[str, msgspec.Meta(pattern="^(done|not_done)$")]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


@get("/actions", opt=needs(Permission.ACTIONS_READ))
async def actions(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """List actions, the latest request first."""
    query = read_query(request.scope["query_string"], ActionQuery)
    page = await deps.actions.reader.page(caller.tenant, query.wanted(), query.page())
    return pages("actions/list.html", active="actions", page=page, query=query, states=list(ActionState), titles=TITLES)


@get("/actions/new", opt=needs(Permission.ACTIONS_REQUEST))
async def new_action(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Show exactly what would be sent, to be changed or confirmed."""
    query = read_query(request.scope["query_string"], NewQuery)
    incident = await deps.incidents.get(caller.tenant, incident_reference(query.incident))
    draft = await drafted(deps, incident, "create_ticket")
    return await _form(deps, pages, incident, draft=draft, key=str(deps.ids()))


@post("/actions/create", opt=needs(Permission.ACTIONS_REQUEST))
async def create(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes] | Redirect:
    """Ask for what the form shows; what is refused is said on the form, with what was typed."""
    form = read_form(await _fields(request), TicketForm)
    incident = await deps.incidents.get(caller.tenant, incident_reference(form.incident))
    try:
        await deps.actions.ask_for(
            incident, form.ticket(), by=by_of(request, caller), request_key=keyed(caller, form.key)
        )
    except (Invalid, Conflict) as error:
        return await _form(deps, pages, incident, draft=form.ticket(), key=form.key, notice=error.detail)
    return Redirect(f"/incidents/{incident.number}#h-done", status_code=303)


@get("/actions/{id:str}", opt=needs(Permission.ACTIONS_READ))
async def action(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Show one action with everything that was sent, and its attempts."""
    return await _one(request, deps, caller, pages=pages)


@post("/actions/{id:str}/settle", opt=needs(Permission.ACTIONS_APPROVE))
async def settle(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes] | Redirect:
    """Keep what somebody found out about an action whose outcome is not known."""
    wanted = action_id(request.path_params["id"])
    try:
        form = read_form(await _fields(request), SettleForm)
        done = form.outcome == "done"
        await deps.actions.settle(caller.tenant, wanted, done=done, reason=form.reason, by=by_of(request, caller))
    except (Invalid, Conflict) as error:
        return await _one(request, deps, caller, pages=pages, notice=error.detail)
    return Redirect(f"/actions/{wanted}", status_code=303)


async def _one(
    request: AnyRequest, deps: WebDependencies, caller: Caller, *, pages: Pages, notice: str = ""
) -> Response[bytes]:
    found = await deps.actions.reader.get(caller.tenant, action_id(request.path_params["id"]))
    shown = msgspec.to_builtins(found.verb)
    status = 409 if notice else 200
    return pages(
        "actions/detail.html",
        status=status,
        active="actions",
        action=found,
        title=TITLES[name_of(found.verb)],
        parameters={name: str(value) for name, value in shown.items() if name != "verb"},
        risk=RISKS[name_of(found.verb)],
        notice=notice,
    )


async def _form(
    deps: WebDependencies, pages: Pages, incident: Incident, *, draft: Verb, key: str, notice: str = ""
) -> Response[bytes]:
    verb = name_of(draft)
    earlier = await deps.actions.reader.page(incident.tenant_id, ActionFilter(incident_id=incident.id), _SHOWN)
    return pages(
        "actions/new.html",
        status=409 if notice else 200,
        active="incidents",
        incident=incident,
        draft=draft,
        key=key,
        notice=notice,
        connector=deps.actions.ask_for.connectors.get(verb),
        halted=await halted(deps, incident, verb),
        earlier=earlier.items,
        severities=list(Severity),
        risk=RISKS[verb],
    )


async def _fields(request: AnyRequest) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (actions, new_action, create, action, settle)
