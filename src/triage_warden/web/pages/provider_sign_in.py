"""`/login/oidc`: to the identity provider and back, and its word that somebody signed out there."""

from datetime import timedelta
from typing import Final

import msgspec
import structlog
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.external import IdentityProvider
from triage_warden.kernel.errors import NotFound, Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.forms import fields_of
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.pages.sign_in import leave_before, refused_page
from triage_warden.web.shared.access import public
from triage_warden.web.shared.leading_back import safe_next
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.visits import visit_of

Deps = NamedDependency[WebDependencies]
Rendering = NamedDependency[Pages]
_log = structlog.get_logger(__name__)
_PURPOSE: Final = "provider"
_LASTS: Final = timedelta(minutes=10)
_NO_STORE: Final = {"Cache-Control": "no-store"}


class NoProvider(NotFound):
    """No identity provider is set up; see TW_OIDC_ISSUER."""


class OnTheWay(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser keeps while it is at the provider."""

    kept: bytes
    following: str


@get("/login/oidc", opt=public("where one signs in"))
async def to_provider(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Send the browser to the provider."""
    front, provider = deps.front, _provider(deps)
    try:
        started = await provider.begin()
    except Unavailable as error:
        return refused_page(deps, pages, error)
    way = OnTheWay(kept=started.kept, following=safe_next(request.query_params.get("next")))
    signed = front.signed.sign(_PURPOSE, msgspec.json.encode(way), until=deps.clock.now() + _LASTS)
    answer = Response(b"", status_code=303, headers={"Location": started.address, **_NO_STORE})
    answer.set_cookie(front.cookies.set(front.cookies.provider, signed, lasts=_LASTS))
    return answer


@get("/login/oidc/callback", opt=public("where the identity provider sends people back to"))
async def from_provider(request: AnyRequest, deps: Deps, pages: Rendering) -> Response[bytes]:
    """Let in whom the provider vouches for, if this very browser asked it to."""
    front = deps.front
    answered = {name: str(value) for name, value in request.query_params.items()}
    try:
        way = _way(request, deps)
        vouched = await _provider(deps).finish(way.kept, answered)
        visit = visit_of(request, front, deps.clock, name=vouched.name)
        begun = await front.desk.sign_in_external(DEFAULT_TENANT, vouched, visit, mapping=front.roles)
    except (SignInRefused, Unavailable) as error:
        _log.warning("provider_sign_in_refused", code=error.code, request_id=request_id_of(request.scope))
        return refused_page(deps, pages, error, cookie=front.cookies.forget(front.cookies.provider))
    await leave_before(request, deps)
    answer = Response(b"", status_code=303, headers={"Location": way.following, **_NO_STORE})
    answer.set_cookie(front.cookies.set(front.cookies.session, begun.token))
    answer.set_cookie(front.cookies.forget(front.cookies.provider))
    return answer


@post("/login/oidc/backchannel-logout", opt=public("the identity provider's own word, signed by it"), status_code=200)
async def backchannel_logout(request: AnyRequest, deps: Deps) -> Response[bytes]:
    """End the sessions of somebody who signed out at the provider (OpenID Connect Back-Channel Logout 1.0 §2.8)."""
    token = (await fields_of(request)).get("logout_token", "")
    try:
        who = await _provider(deps).logged_out(token)
    except SignInRefused:
        return Response(b'{"error": "invalid_request"}', status_code=400, headers=_NO_STORE)
    ended = await deps.front.desk.sign_in_external.end(DEFAULT_TENANT, who)
    _log.info("provider_logout", sessions=ended, request_id=request_id_of(request.scope))
    return Response(b"", status_code=200, headers=_NO_STORE)


def _way(request: AnyRequest, deps: WebDependencies) -> OnTheWay:
    """Return what this browser kept when it was sent to the provider."""
    signed = request.cookies.get(deps.front.cookies.provider, "")
    value = deps.front.signed.read(_PURPOSE, signed, deps.clock.now())
    if value is None:
        raise SignInRefused(detail="This sign-in took too long or began in another browser; start again.")
    return msgspec.json.decode(value, type=OnTheWay)


def _provider(deps: WebDependencies) -> IdentityProvider:
    if deps.front.provider is None:
        raise NoProvider
    return deps.front.provider


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (to_provider, from_provider, backchannel_logout)
