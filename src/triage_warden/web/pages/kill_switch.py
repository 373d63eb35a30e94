"""`/kill-switch`, and the banner on every page while it is on."""

from typing import Annotated, Final
from urllib.parse import parse_qsl

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from triage_warden.core.actions.errors import NotEngaged
from triage_warden.core.actions.kill_switch import Scope, ScopeKind
from triage_warden.core.actions.verb import TITLES
from triage_warden.core.identity.permissions import Permission
from triage_warden.kernel.errors import Conflict, Invalid, Unavailable
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.queries import read_form
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_MAX_FIELDS: Final = 10


class SwitchForm(msgspec.Struct, frozen=True, kw_only=True):
    """What to halt or to let go on: `everything`, `tenant`, or `action:` and a verb."""

    scope: Annotated[str, msgspec.Meta(max_length=100)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]

    def wanted(self) -> Scope:
        """Return the scope; raise Invalid where it is none."""
        kind, _, verb = self.scope.partition(":")
        try:
            return Scope(kind=ScopeKind(kind), verb=verb or None)
        except ValueError:
            raise Invalid(detail="Choose what to halt: everything, this tenant or one action.") from None


@get("/kill-switch", opt=needs(Permission.KILL_SWITCH_READ))
async def kill_switch(deps: Deps, caller: Who, pages: Rendering) -> Response[bytes]:
    """Show what is halted, by whom and why, with the forms to throw and to release."""
    return await _page(deps, caller, pages)


@get("/kill-switch/banner", opt=needs(Permission.KILL_SWITCH_READ))
async def banner(deps: Deps, caller: Who, pages: Rendering) -> Response[bytes]:
    """Say on any page that actions are halted; nothing while they are not."""
    try:
        switches, readable = await deps.actions.halt.switches.engaged(caller.tenant), True
    except Unavailable:
        switches, readable = [], False
    return pages("kill_switch/banner.html", switches=switches, readable=readable)


@post("/kill-switch/engage", opt=needs(Permission.KILL_SWITCH_ENGAGE))
async def engage(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes] | Redirect:
    """Throw a switch."""
    try:
        form = read_form(await _fields(request), SwitchForm)
        by = by_of(request, caller)
        await deps.actions.halt.engage(caller.tenant, form.wanted(), reason=form.reason, by=by)
    except (Invalid, Conflict) as error:
        return await _page(deps, caller, pages, notice=error.detail)
    return Redirect("/kill-switch", status_code=303)


@post("/kill-switch/release", opt=needs(Permission.KILL_SWITCH_RELEASE))
async def release(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes] | Redirect:
    """Release a switch."""
    try:
        form = read_form(await _fields(request), SwitchForm)
        by = by_of(request, caller)
        await deps.actions.halt.release(caller.tenant, form.wanted(), reason=form.reason, by=by)
    except (Invalid, Conflict, NotEngaged) as error:
        return await _page(deps, caller, pages, notice=error.detail)
    return Redirect("/kill-switch", status_code=303)


async def _page(deps: WebDependencies, caller: Caller, pages: Pages, *, notice: str = "") -> Response[bytes]:
    return pages(
        "kill_switch/page.html",
        status=409 if notice else 200,
        active="kill-switch",
        switches=await deps.actions.halt.switches.engaged(caller.tenant),
        titles=TITLES,
        may_engage=caller.may(Permission.KILL_SWITCH_ENGAGE),
        may_release=caller.may(Permission.KILL_SWITCH_RELEASE),
        notice=notice,
    )


async def _fields(request: AnyRequest) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (kill_switch, banner, engage, release)
