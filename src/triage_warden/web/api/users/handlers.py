"""`/api/v1/users`: who can sign in, and what they may do."""

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.errors import NoSuchUser
from triage_warden.core.identity.people.model import User, UserId
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.web.api.users.wire import (
    GivenBody,
    NewUserBody,
    ResetBody,
    UserBody,
    UserChangeBody,
    UsersBody,
    given_body,
    user_body,
)
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
_ALL: Final = "/api/v1/users"
_ONE: Final = f"{_ALL}/{{reference:str}}"
_READ: Final = needs(Permission.USERS_READ)
_MANAGE: Final = needs(Permission.USERS_MANAGE)


@get(_ALL, operation_id="listUsers", summary="Who can sign in", tags=["users"], opt=reading(UsersBody) | _READ)
async def list_users(deps: Deps, caller: Who) -> Response[bytes]:
    """List everybody, by name."""
    found = await deps.front.desk.people.all(caller.tenant)
    return json_answer(UsersBody(items=[user_body(each) for each in found]))


@post(
    _ALL,
    operation_id="createUser",
    summary="Add somebody",
    tags=["users"],
    opt=changing(GivenBody, NewUserBody) | _MANAGE,
    status_code=200,
)
async def create_user(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Add somebody who signs in with a password."""
    body = await json_body(request, NewUserBody)
    new = NewUser(name=body.name, role=Role(body.role), display_name=body.display_name, password=body.password)
    return json_answer(given_body(await deps.front.desk.administer.add(caller.tenant, new, by_of(request, caller))))


@get(
    _ONE,
    operation_id="getUser",
    summary="One person",
    tags=["users"],
    opt=reading(UserBody, problems=(404,)) | _READ,
)
async def get_user(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """Return somebody by id or name."""
    return json_answer(user_body(await _found(deps, caller, reference)))


@post(
    f"{_ONE}/update",
    operation_id="updateUser",
    summary="Change what somebody may do",
    tags=["users"],
    opt=changing(UserBody, UserChangeBody) | _MANAGE,
    status_code=200,
)
async def update_user(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Change role, name or whether they can sign in at all; a change of rights ends their sessions."""
    body = await json_body(request, UserChangeBody)
    found = await _found(deps, caller, reference)
    changed = await deps.front.desk.administer.update(
        found,
        by_of(request, caller),
        role=body.role and Role(body.role),
        display_name=body.display_name,
        disabled=body.disabled,
    )
    return json_answer(user_body(changed))


@post(
    f"{_ONE}/reset-password",
    operation_id="resetPassword",
    summary="Give somebody a temporary password",
    tags=["users"],
    opt=changing(GivenBody, ResetBody) | _MANAGE,
    status_code=200,
)
async def reset_password(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """Set a temporary password, which must be changed at the next sign-in; every session of theirs ends."""
    body = await json_body(request, ResetBody)
    found = await _found(deps, caller, reference)
    by = by_of(request, caller)
    return json_answer(given_body(await deps.front.desk.administer.reset_password(found, by, password=body.password)))


@post(
    f"{_ONE}/second-factor-off",
    operation_id="takeSecondFactorOff",
    summary="Take somebody's second factor off, whose device is lost",
    tags=["users"],
    opt=changing(UserBody) | _MANAGE,
    status_code=200,
)
async def second_factor_off(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """Take it off; every session of theirs ends, and where one is demanded they put another one on at once."""
    found = await _found(deps, caller, reference)
    return json_answer(user_body((await deps.front.desk.take_off(found, by_of(request, caller))).user))


@post(
    f"{_ONE}/end-sessions",
    operation_id="endSessions",
    summary="Sign somebody out everywhere",
    tags=["users"],
    opt=changing(UserBody) | _MANAGE,
    status_code=200,
)
async def end_sessions(request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]) -> Response[bytes]:
    """End every session of theirs; they may sign in again."""
    found = await _found(deps, caller, reference)
    await deps.front.desk.administer.end_sessions(found, by_of(request, caller))
    return json_answer(user_body(found))


async def _found(deps: WebDependencies, caller: Caller, reference: str) -> User:
    people = deps.front.desk.people
    try:
        return (await people.get(caller.tenant, UserId(UUID(reference)))).user
    except ValueError:
        account = await people.by_name(reference.strip().lower())
    if account is None or account.user.tenant != caller.tenant:
        raise NoSuchUser
    return account.user


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    list_users,
    create_user,
    get_user,
    update_user,
    reset_password,
    second_factor_off,
    end_sessions,
)
