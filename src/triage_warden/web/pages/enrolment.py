"""`/login/second-factor/new`: a second factor is put on as one signs in, where one is demanded and there is none."""

from typing import Final
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.people.errors import SecondFactorState, WrongCode
from triage_warden.core.identity.people.model import Proof, SecondFactor, Stage, User
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.people.sessions import Resolved
from triage_warden.kernel.errors import TriageError
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.forms import fields_of
from triage_warden.web.pages.outcome import see_other
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.pages.sign_in import ENROL, OPEN, form, give_session, waiting
from triage_warden.web.shared.leading_back import safe_next
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.visits import visit_of

Deps = NamedDependency[WebDependencies]
Rendering = NamedDependency[Pages]
_CONFIRM: Final = f"{ENROL}/confirm"
_WRONG: Final = 422


@get(ENROL, opt=OPEN)
async def enrolment_page(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Say what has to be done, and why; the secret is made when one begins, and not by looking."""
    following = safe_next(request.query_params.get("next"))
    if await _enrolling(request, deps) is None:
        return see_other("/login")
    return form(deps, pages, template="sign_in/enrol.html", following=following)


@post(ENROL, opt=OPEN, status_code=200)
async def begin_enrolment(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Make a secret and show it: a new one each time, as one that was made before may have been seen."""
    following = safe_next((await fields_of(request)).get("next"))
    found = await _enrolling(request, deps)
    if found is None:
        return see_other("/login")
    visit = visit_of(request, deps.front, deps.clock, name=found.user.name)
    by = by_user(found.user, request_id=visit.request_id, address=visit.device.address)
    secret = await deps.front.desk.enrol.begin(found.user, by)
    return _shown(deps, pages, found.user, secret=secret, following=following)


@post(_CONFIRM, opt=OPEN, status_code=200)
async def confirm_enrolment(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Take the first code of the device, let in, and show the recovery codes."""
    fields = await fields_of(request)
    following, desk = safe_next(fields.get("next")), deps.front.desk
    found = await _enrolling(request, deps)
    secret = None if found is None else await desk.enrol.secret_of(found.user)
    if found is None or secret is None:
        return see_other(f"{ENROL}?{urlencode({'next': following})}")
    visit = visit_of(request, deps.front, deps.clock, name=found.user.name)
    by = by_user(found.user, request_id=visit.request_id, address=visit.device.address)
    try:
        codes = await desk.enrol.confirm(found.user, fields.get("code", "")[:100], by, session=found.session.id)
    except (WrongCode, SecondFactorState) as error:
        return _shown(deps, pages, found.user, secret=secret, following=following, error=error)
    account = await desk.people.get(found.user.tenant, found.user.id)
    begun = await desk.enter(account.user, visit, by=Proof.NEW_SECOND_FACTOR, before=found.session)
    answer = pages("profile/recovery_codes.html", codes=codes, first=True, onward=following)
    give_session(answer, deps, begun, name=found.user.name)
    return answer


async def _enrolling(request: AnyRequest, deps: WebDependencies) -> Resolved | None:
    found = await waiting(request, deps, Stage.SECOND_FACTOR)
    return None if found is None or found.user.second_factor is SecondFactor.ON else found


def _shown(  # a step shows these
    deps: WebDependencies,
    pages: Pages,
    user: User,
    *,
    secret: bytes,
    following: str,
    error: TriageError | None = None,
) -> Response[bytes]:
    return pages(
        "sign_in/enrolling.html",
        status=200 if error is None else _WRONG,
        shown=deps.front.show_secret(user.name, secret),
        following=following,
        notice=error.detail if error else "",
    )


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (enrolment_page, begin_enrolment, confirm_enrolment)
