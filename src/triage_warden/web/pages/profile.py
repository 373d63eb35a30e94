"""`/profile`: one's own sessions, password and second factor."""

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.audit.model import AuditObject, By, recorded
from triage_warden.core.identity.people.demand import demanded_of
from triage_warden.core.identity.people.errors import (
    SignInRefused,
    TooManyAttempts,
    WeakPassword,
    WrongCode,
)
from triage_warden.core.identity.people.model import SessionId, User, UserId
from triage_warden.core.identity.people.visit import Visit
from triage_warden.kernel.errors import Conflict, NotFound, TriageError
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.forms import fields_of
from triage_warden.web.pages.outcome import see_other
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.pages.sign_in import repeated
from triage_warden.web.shared.access import signed_in
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.visits import visit_of

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_OWN: Final = signed_in(persons_only=True)
_REFUSALS: Final = (SignInRefused, WrongCode, WeakPassword, TooManyAttempts, Conflict)
_CURRENT: Final = "current_password"


@get("/profile", opt=_OWN)
async def profile(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Show who one is here, and where one is signed in."""
    return await _page(deps, caller, pages, done=request.query_params.get("done", ""))


@post("/profile/password", opt=_OWN, status_code=200)
async def change_password(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Change the password; every other session ends."""
    fields = await fields_of(request)
    try:
        user, visit = await _me(request, deps, caller)
        new = repeated(fields)
        account = await deps.front.desk.prove(user, fields.get(_CURRENT, "")[:1000], visit)
        await deps.front.desk.change_password(account, new, by_of(request, caller), session=_session(caller))
    except _REFUSALS as error:
        return await _page(deps, caller, pages, error=error)
    return await _renewed(deps, caller, "password")


@post("/profile/second-factor/begin", opt=_OWN, status_code=200)
async def begin_second_factor(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Make a secret, after the password: whoever found an open browser must not put their own device on."""
    fields = await fields_of(request)
    try:
        user, visit = await _me(request, deps, caller)
        await deps.front.desk.prove(user, fields.get(_CURRENT, "")[:1000], visit)
        await deps.front.desk.enrol.begin(user, by_of(request, caller))
    except _REFUSALS as error:
        return await _page(deps, caller, pages, error=error)
    return see_other("/profile/second-factor")


@get("/profile/second-factor", opt=_OWN)
async def second_factor_page(deps: Deps, caller: Who, pages: Rendering) -> Response[bytes]:
    """Show the secret to be put on a device; never again once it is on."""
    return await _enrolling(deps, caller, pages)


@post("/profile/second-factor/confirm", opt=_OWN, status_code=200)
async def confirm_second_factor(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Take the first code of the device, and show the recovery codes."""
    fields = await fields_of(request)
    user, _ = await _me(request, deps, caller)
    try:
        codes = await deps.front.desk.enrol.confirm(
            user, fields.get("code", "")[:100], by_of(request, caller), session=_session(caller)
        )
    except _REFUSALS as error:
        return await _enrolling(deps, caller, pages, error=error)
    return pages("profile/recovery_codes.html", active="profile", codes=codes, first=True, onward="/profile")


@post("/profile/recovery-codes", opt=_OWN, status_code=200)
async def new_recovery_codes(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Show new recovery codes, after a code of the device."""
    try:
        user = await _after_code(request, deps, caller)
        codes = await deps.front.desk.enrol.new_recovery_codes(user, by_of(request, caller))
    except _REFUSALS as error:
        return await _page(deps, caller, pages, error=error)
    return pages("profile/recovery_codes.html", active="profile", codes=codes, first=False, onward="/profile")


@post("/profile/second-factor/off", opt=_OWN, status_code=200)
async def second_factor_off(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Take the second factor off, after a code of it; every other session ends."""
    try:
        user = await _after_code(request, deps, caller)
        await deps.front.desk.take_off(user, by_of(request, caller), session=_session(caller))
    except _REFUSALS as error:
        return await _page(deps, caller, pages, error=error)
    return await _renewed(deps, caller, "second-factor-off")


@post("/profile/sessions/end-others", opt=_OWN, status_code=200)
async def end_other_sessions(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """End every session of one's own but this one."""
    me = UserId(caller.id)
    await deps.front.desk.store.end_all(caller.tenant, me, but=_session(caller))
    await _record_end(deps, caller, by_of(request, caller), which="all others")
    return see_other("/profile?done=sessions")


@post("/profile/sessions/{session_id:uuid}/end", opt=_OWN, status_code=200)
async def end_session(request: AnyRequest, deps: Deps, caller: Who, *, session_id: FromPath[UUID]) -> Response[bytes]:
    """End one of one's own sessions."""
    if not await deps.front.desk.store.end(caller.tenant, SessionId(session_id), of=UserId(caller.id)):
        raise NotFound(detail="That session has ended already.")
    await _record_end(deps, caller, by_of(request, caller), which=str(session_id))
    return see_other("/profile?done=sessions")


async def _me(request: AnyRequest, deps: WebDependencies, caller: Caller) -> tuple[User, Visit]:
    account = await deps.front.desk.people.get(caller.tenant, UserId(caller.id))
    return account.user, visit_of(request, deps.front, deps.clock, name=account.user.name)


async def _after_code(request: AnyRequest, deps: WebDependencies, caller: Caller) -> User:
    """Take a code of one's own, counted like one at sign-in."""
    fields = await fields_of(request)
    user, visit = await _me(request, deps, caller)
    return (await deps.front.desk.sign_in.prove_code(user, fields.get("code", "")[:100], visit)).account.user


async def _page(
    deps: WebDependencies, caller: Caller, pages: Pages, *, error: TriageError | None = None, done: str = ""
) -> Response[bytes]:
    desk, me = deps.front.desk, UserId(caller.id)
    account = await desk.people.get(caller.tenant, me)
    return pages(
        "profile/profile.html",
        status=200 if error is None else _status(error),
        active="profile",
        user=account.user,
        codes_left=len(account.recovery_codes),
        demanded=demanded_of(account.user, desk.demand),
        sessions=await desk.store.of_user(caller.tenant, me),
        this=caller.credential,
        notice=error.detail if error else "",
        done=_DONE.get(done, ""),
    )


async def _enrolling(
    deps: WebDependencies, caller: Caller, pages: Pages, *, error: TriageError | None = None
) -> Response[bytes]:
    account = await deps.front.desk.people.get(caller.tenant, UserId(caller.id))
    secret = await deps.front.desk.enrol.secret_of(account.user)
    if secret is None:
        return see_other("/profile")
    return pages(
        "profile/second_factor.html",
        status=200 if error is None else _status(error),
        active="profile",
        shown=deps.front.show_secret(account.user.name, secret),
        notice=error.detail if error else "",
    )


async def _renewed(deps: WebDependencies, caller: Caller, done: str) -> Response[bytes]:
    """Go on under a new token: what a person may prove has changed."""
    front = deps.front
    mine = await front.desk.store.of_user(caller.tenant, UserId(caller.id))
    this = next((each for each in mine if each.id == caller.credential), None)
    answer = see_other(f"/profile?done={done}")
    if this is not None:
        begun = await front.desk.sessions.move_on(this, this.stage)
        answer.set_cookie(front.cookies.set(front.cookies.session, begun.token))
    return answer


async def _record_end(deps: WebDependencies, caller: Caller, by: By, *, which: str) -> None:
    entry = recorded(by, "session.revoke", AuditObject(type="session", id=which), at=deps.clock.now())
    await deps.audit.record(caller.tenant, entry)


def _session(caller: Caller) -> SessionId | None:
    return None if caller.credential is None else SessionId(caller.credential)


def _status(error: TriageError) -> int:
    if isinstance(error, TooManyAttempts):
        return 429
    return 409 if isinstance(error, Conflict) else 422


_DONE: Final = {
    "password": "Your password is changed. Every other session of yours has ended.",
    "sessions": "Done: those sessions have ended.",
    "second-factor-off": "The second factor is off. Every other session of yours has ended.",
}

HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    profile,
    change_password,
    begin_second_factor,
    second_factor_page,
    confirm_second_factor,
    new_recovery_codes,
    second_factor_off,
    end_other_sessions,
    end_session,
)
