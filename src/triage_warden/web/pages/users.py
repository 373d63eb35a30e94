"""`/users`: who can sign in, and what they may do."""

from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.demand import must_enrol
from triage_warden.core.identity.people.model import User, UserId
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.errors import Conflict, Invalid, TriageError
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.forms import form_of
from triage_warden.web.pages.outcome import page_status, see_other
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_READ: Final = needs(Permission.USERS_READ)
_MANAGE: Final = needs(Permission.USERS_MANAGE)
_ONE: Final = "/users/{user_id:uuid}"


class NewUserForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be added."""

    name: Annotated[str, msgspec.Meta(max_length=64)]
    role: Role
    display_name: Annotated[str, msgspec.Meta(max_length=200)] = ""


class UserForm(msgspec.Struct, frozen=True, kw_only=True):
    """What can be changed about somebody; who signs in elsewhere has the role that the provider gives."""

    role: Role | None = None
    display_name: Annotated[str, msgspec.Meta(max_length=200)] = ""


@get("/users", opt=_READ)
async def users(deps: Deps, caller: Who, pages: Rendering) -> Response[bytes]:
    """List everybody."""
    return await _list(deps, caller, pages)


@post("/users", opt=_MANAGE, status_code=200)
async def add_user(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Add somebody, and show their temporary password this once."""
    try:
        form = await form_of(request, NewUserForm)
        new = NewUser(name=form.name, role=form.role, display_name=form.display_name)
        given = await deps.front.desk.administer.add(caller.tenant, new, by_of(request, caller))
    except (Invalid, Conflict) as error:
        return await _list(deps, caller, pages, error=error)
    return pages("users/password.html", active="users", given=given, added=True)


@get(_ONE, opt=_READ)
async def user(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, user_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one person."""
    found = await _found(deps, caller, user_id)
    return await _one(deps, caller, pages=pages, found=found, done="done" in request.query_params)


@post(_ONE, opt=_MANAGE, status_code=200)
async def change_user(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, user_id: FromPath[UUID]
) -> Response[bytes]:
    """Change somebody's role or name."""
    found = await _found(deps, caller, user_id)
    try:
        form = await form_of(request, UserForm)
        role = None if found.external else form.role
        await deps.front.desk.administer.update(
            found, by_of(request, caller), role=role, display_name=form.display_name
        )
    except (Invalid, Conflict) as error:
        return await _one(deps, caller, pages=pages, found=found, error=error)
    return see_other(f"/users/{user_id}?done")


@post(f"{_ONE}/reset-password", opt=_MANAGE, status_code=200)
async def reset_password(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, user_id: FromPath[UUID]
) -> Response[bytes]:
    """Give somebody a temporary password, and show it this once."""
    found = await _found(deps, caller, user_id)
    try:
        given = await deps.front.desk.administer.reset_password(found, by_of(request, caller))
    except Conflict as error:
        return await _one(deps, caller, pages=pages, found=found, error=error)
    return pages("users/password.html", active="users", given=given, added=False)


@post(f"{_ONE}/{{verb:str}}", opt=_MANAGE, status_code=200)
async def do_to_user(
    request: AnyRequest,
    deps: Deps,
    caller: Who,
    *,
    pages: Rendering,
    user_id: FromPath[UUID],
    verb: FromPath[str],
) -> Response[bytes]:
    """Disable or enable somebody, take their second factor off, or end their sessions."""
    found = await _found(deps, caller, user_id)
    desk, by = deps.front.desk, by_of(request, caller)
    try:
        match verb:
            case "disable" | "enable":
                await desk.administer.update(found, by, disabled=verb == "disable")
            case "second-factor-off":
                await desk.take_off(found, by)
            case "end-sessions":
                await desk.administer.end_sessions(found, by)
            case _:
                return see_other(f"/users/{user_id}")
    except (Invalid, Conflict) as error:
        return await _one(deps, caller, pages=pages, found=found, error=error)
    return see_other(f"/users/{user_id}?done")


async def _found(deps: WebDependencies, caller: Caller, user_id: UUID) -> User:
    return (await deps.front.desk.people.get(caller.tenant, UserId(user_id))).user


async def _list(
    deps: WebDependencies, caller: Caller, pages: Pages, *, error: TriageError | None = None
) -> Response[bytes]:
    demand = deps.front.desk.demand
    return pages(
        "users/list.html",
        status=page_status(error),
        active="users",
        users=[(each, must_enrol(each, demand)) for each in await deps.front.desk.people.all(caller.tenant)],
        roles=list(Role),
        manages=caller.may(Permission.USERS_MANAGE),
        notice=error.detail if error else "",
    )


async def _one(  # a page shows these
    deps: WebDependencies,
    caller: Caller,
    *,
    pages: Pages,
    found: User,
    error: TriageError | None = None,
    done: bool = False,
) -> Response[bytes]:
    return pages(
        "users/detail.html",
        status=page_status(error),
        active="users",
        user=found,
        sessions=await deps.front.desk.store.of_user(caller.tenant, found.id),
        enrols=must_enrol(found, deps.front.desk.demand),
        roles=list(Role),
        manages=caller.may(Permission.USERS_MANAGE),
        yourself=found.id == caller.id,
        notice=error.detail if error else "",
        done=done,
    )


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (users, add_user, user, change_user, reset_password, do_to_user)
