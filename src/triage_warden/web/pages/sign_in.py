"""`/login`: the name and password, then the code, then a new password where the old one was temporary; `/logout`."""

from typing import Final
from urllib.parse import urlencode

import structlog
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.audit.model import AuditObject, recorded
from triage_warden.core.identity.people.errors import SignInRefused, TooManyAttempts, WeakPassword, WrongCode
from triage_warden.core.identity.people.model import Proof, SecondFactor, Stage
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.people.sessions import Begun, Resolved
from triage_warden.kernel.errors import TriageError, Unavailable
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.forms import fields_of
from triage_warden.web.pages.outcome import see_other
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import public
from triage_warden.web.shared.csrf import Csrf, visitor_form
from triage_warden.web.shared.leading_back import safe_next
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.signed_in import session_of
from triage_warden.web.shared.visits import know_browser, visit_of

_log = structlog.get_logger(__name__)
Deps = NamedDependency[WebDependencies]
Rendering = NamedDependency[Pages]
OPEN: Final = public("where one signs in") | visitor_form()
_CODE: Final = "/login/second-factor"
ENROL: Final = "/login/second-factor/new"
_PASSWORD: Final = "/login/password"  # noqa: S105  # an address
_STEPS: Final = {Stage.SECOND_FACTOR: _CODE, Stage.CHANGE_PASSWORD: _PASSWORD}
_REFUSED: Final = 401
_WAIT: Final = 429


@get("/login", opt=OPEN)
async def sign_in_page(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Ask who it is; whoever is signed in goes on."""
    following = safe_next(request.query_params.get("next"))
    found = await session_of(request, deps.front.desk.sessions, deps.front.cookies)
    if found is not None and found.session.stage is Stage.FULL:
        return see_other(following)
    return form(deps, pages, template="sign_in/password.html", following=following)


@post("/login", opt=OPEN, status_code=200)
async def sign_in(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Let in whoever has the password, or lead them to the next step."""
    fields = await fields_of(request)
    name, following = fields.get("name", "")[:200], safe_next(fields.get("next"))
    visit = visit_of(request, deps.front, deps.clock, name=name)
    try:
        begun = await deps.front.desk.sign_in(name, fields.get("password", "")[:1000], visit)
    except (SignInRefused, TooManyAttempts) as error:
        return form(deps, pages, template="sign_in/password.html", following=following, name=name, error=error)
    await leave_before(request, deps)
    return entered(deps, begun, name=name, following=following)


@get(_CODE, opt=OPEN)
async def code_page(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Ask for a code."""
    following = safe_next(request.query_params.get("next"))
    found = await waiting(request, deps, Stage.SECOND_FACTOR)
    if found is None:
        return see_other("/login")
    if found.user.second_factor is not SecondFactor.ON:
        return see_other(f"{ENROL}?{urlencode({'next': following})}")
    return form(deps, pages, template="sign_in/code.html", following=following)


@post(_CODE, opt=OPEN, status_code=200)
async def take_code(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Take a code, or a recovery code."""
    fields = await fields_of(request)
    following = safe_next(fields.get("next"))
    found = await waiting(request, deps, Stage.SECOND_FACTOR)
    if found is None:
        return see_other("/login")
    visit = visit_of(request, deps.front, deps.clock, name=found.user.name)
    try:
        begun = await deps.front.desk.sign_in.with_code(found.session, fields.get("code", "")[:100], visit)
    except (WrongCode, TooManyAttempts) as error:
        return form(deps, pages, template="sign_in/code.html", following=following, error=error)
    return entered(deps, begun, name=found.user.name, following=following)


@get(_PASSWORD, opt=OPEN)
async def new_password_page(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Ask for a password of one's own."""
    following = safe_next(request.query_params.get("next"))
    if await waiting(request, deps, Stage.CHANGE_PASSWORD) is None:
        return see_other("/login")
    return form(deps, pages, template="sign_in/new_password.html", following=following)


@post(_PASSWORD, opt=OPEN, status_code=200)
async def set_password(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Put somebody's own password in the place of the temporary one, and let them in."""
    fields = await fields_of(request)
    following, template = safe_next(fields.get("next")), "sign_in/new_password.html"
    found = await waiting(request, deps, Stage.CHANGE_PASSWORD)
    if found is None:
        return see_other("/login")
    desk, visit = deps.front.desk, visit_of(request, deps.front, deps.clock, name=found.user.name)
    try:
        new = repeated(fields)
        account = await desk.people.get(found.user.tenant, found.user.id)
        by = by_user(found.user, request_id=visit.request_id, address=visit.device.address)
        changed = await desk.change_password(account, new, by, session=found.session.id)
    except (WeakPassword, SignInRefused) as error:
        return form(deps, pages, template=template, following=following, error=error)
    begun = await desk.enter(changed.user, visit, by=Proof.NEW_PASSWORD, before=found.session)
    return entered(deps, begun, name=found.user.name, following=following)


@post("/logout", opt=public("ends what a cookie stands for, and does nothing without one") | visitor_form())
async def sign_out(request: AnyRequest, deps: Deps) -> Response[bytes]:
    """End the session, here and on the server."""
    front = deps.front
    found = await session_of(request, front.desk.sessions, front.cookies)
    if found is not None:
        user = found.user
        await front.desk.store.end(user.tenant, found.session.id, of=user.id)
        visit = visit_of(request, front, deps.clock, name=user.name)
        by = by_user(user, request_id=visit.request_id, address=visit.device.address)
        target = AuditObject(type="session", id=str(found.session.id))
        await deps.audit.record(user.tenant, recorded(by, "session.end", target, at=deps.clock.now()))
    answer = see_other("/login")
    answer.set_cookie(front.cookies.forget(front.cookies.session))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


async def leave_before(request: AnyRequest, deps: WebDependencies) -> None:
    """End the session that the browser held before it signed in anew: nobody can sign out of it any more."""
    found = await session_of(request, deps.front.desk.sessions, deps.front.cookies)
    if found is not None:
        await deps.front.desk.store.end(found.user.tenant, found.session.id, of=found.user.id)


def refused_page(
    deps: WebDependencies, pages: Pages, error: TriageError, *, cookie: Cookie | None = None
) -> Response[bytes]:
    """Show the first step again, and why the identity provider did not lead to a session."""
    answer = form(deps, pages, template="sign_in/password.html", following="/", error=error)
    if cookie is not None:
        answer.set_cookie(cookie)
    return answer


def repeated(fields: dict[str, str]) -> str:
    """Return the new password, which was typed twice the same way; raise WeakPassword."""
    new = fields.get("new_password", "")
    if new != fields.get("repeated", ""):
        raise WeakPassword(detail="The two passwords differ; type the new one twice.")
    return new


async def waiting(request: AnyRequest, deps: WebDependencies, stage: Stage) -> Resolved | None:
    """Return the session where it waits for this step."""
    found = await session_of(request, deps.front.desk.sessions, deps.front.cookies)
    return found if found is not None and found.session.stage is stage else None


def entered(deps: WebDependencies, begun: Begun, *, name: str, following: str) -> Response[bytes]:
    """Send a browser on with its new session: to where it wanted, or to the next step."""
    step = _STEPS.get(begun.session.stage)
    answer = see_other(following if step is None else f"{step}?{urlencode({'next': following})}")
    give_session(answer, deps, begun, name=name)
    return answer


def give_session(answer: Response[bytes], deps: WebDependencies, begun: Begun, *, name: str) -> None:
    """Give a browser its new session, and, once that is a full one, what it is known by at the next sign-in."""
    cookies = deps.front.cookies
    answer.set_cookie(cookies.set(cookies.session, begun.token))
    if begun.session.stage is Stage.FULL:
        answer.set_cookie(know_browser(deps.front, deps.clock, name=name))


def form(
    deps: WebDependencies,
    pages: Pages,
    *,
    template: str,
    following: str,
    name: str = "",
    error: TriageError | None = None,
) -> Response[bytes]:
    """Show a step's form; a browser that we never saw gets a name, by which its form is known again."""
    cookies, visitor = deps.front.cookies, None
    token = pages.viewer.csrf_token
    if not token:
        visitor = deps.front.new_visitor()
        token = Csrf(deps.front.signed, cookies).token(visitor)
    notice, status = (error.detail, _status(error)) if error else ("", 200)
    answer = pages(
        template,
        status=status,
        csrf_token=token,
        following=following,
        name=name,
        notice=notice,
        provider="" if deps.front.provider is None else deps.front.provider.title,
    )
    if visitor is not None:
        answer.set_cookie(cookies.set(cookies.visitor, visitor))
    if isinstance(error, TooManyAttempts):
        answer.headers["Retry-After"] = str(error.retry_after)
        _log.warning("sign_in_throttled", retry_after=error.retry_after)
    return answer


def _status(error: TriageError) -> int:
    if isinstance(error, TooManyAttempts):
        return _WAIT
    if isinstance(error, Unavailable):
        return 503
    return 422 if isinstance(error, WeakPassword) else _REFUSED


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    sign_in_page,
    sign_in,
    code_page,
    take_code,
    new_password_page,
    set_password,
    sign_out,
)
