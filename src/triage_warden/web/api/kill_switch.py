"""`/api/v1/kill-switch`."""

from typing import Annotated, Final, TypeAlias

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.actions.kill_switch import Scope, ScopeKind, Switch
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_PATH: Final = "/api/v1/kill-switch"
Reason: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=2000, description="Why, for the record.")]


class KillSwitchBody(msgspec.Struct, frozen=True, kw_only=True):
    """Whether anything is halted, and by which switches."""

    engaged: bool
    switches: list[Switch]


class SwitchBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to halt or to let go on, and why; `verb` where the scope is one action."""

    scope: ScopeKind = ScopeKind.EVERYTHING
    verb: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    reason: Reason


@get(
    _PATH,
    operation_id="getKillSwitch",
    summary="Whether actions are halted",
    tags=["actions"],
    opt=reading(KillSwitchBody) | needs(Permission.KILL_SWITCH_READ),
)
async def kill_switch(deps: Deps, caller: Who) -> Response[bytes]:
    """Return the switches that are on."""
    switches = await deps.actions.halt.switches.engaged(caller.tenant)
    return json_answer(KillSwitchBody(engaged=bool(switches), switches=switches))


@post(
    f"{_PATH}/engage",
    status_code=200,
    operation_id="engageKillSwitch",
    summary="Halt actions",
    tags=["actions"],
    opt=changing(Switch, SwitchBody) | needs(Permission.KILL_SWITCH_ENGAGE),
)
async def engage(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Throw a switch; when this has answered, no action in its scope begins any more."""
    body = await json_body(request, SwitchBody)
    by, scope = by_of(request, caller), Scope(kind=body.scope, verb=body.verb)
    return json_answer(await deps.actions.halt.engage(caller.tenant, scope, reason=body.reason, by=by))


@post(
    f"{_PATH}/release",
    status_code=200,
    operation_id="releaseKillSwitch",
    summary="Let actions go on",
    tags=["actions"],
    opt=changing(Switch, SwitchBody) | needs(Permission.KILL_SWITCH_RELEASE),
)
async def release(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Release a switch; what was refused meanwhile has to be asked for anew."""
    body = await json_body(request, SwitchBody)
    by, scope = by_of(request, caller), Scope(kind=body.scope, verb=body.verb)
    return json_answer(await deps.actions.halt.release(caller.tenant, scope, reason=body.reason, by=by))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (kill_switch, engage, release)
