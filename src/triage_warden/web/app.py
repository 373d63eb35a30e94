"""The web application."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from litestar import Litestar, Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router

from triage_warden.kernel.errors import TriageError
from triage_warden.web.api.health import Started
from triage_warden.web.api.intake.refused import CountRefused
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.description import Description
from triage_warden.web.openapi_export import rendered
from triage_warden.web.pages.errors import ErrorAnswers
from triage_warden.web.pages.rendering import Pages, make_pages
from triage_warden.web.pages.viewer import viewer_of
from triage_warden.web.routes import API_HANDLERS, HEALTH_HANDLERS, PAGE_HANDLERS
from triage_warden.web.shared.access import check_declared, public
from triage_warden.web.shared.authorise import Authorise
from triage_warden.web.shared.caller import CALLER, current_caller
from triage_warden.web.shared.csrf import Csrf
from triage_warden.web.shared.edge import Edge
from triage_warden.web.shared.json_body import LIMIT
from triage_warden.web.shared.origin import SameOrigin
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.signed_in import session_of

_STATIC: Final = Path(__file__).parent / "static"
_STATIC_SECONDS: Final = 3600
"""Addresses of static files carry the version, so a browser never mixes two."""


def create_app(deps: WebDependencies, *, only_health: bool = False) -> Litestar:
    """Return the application over what it is given; it opens and closes nothing itself.

    With `only_health` it answers health, readiness and metrics, and nothing else: no intake, no pages, no API.
    """
    pages = make_pages(deps.clock, deps.version)
    given = {
        "deps": deps,
        "started": Started(deps.clock.monotonic()),
        "description": Description(rendered(deps.version)),
    }
    csrf = Csrf(deps.front.signed, deps.front.cookies)
    errors = ErrorAnswers(pages, csrf)
    app = Litestar(
        route_handlers=HEALTH_HANDLERS if only_health else [*API_HANDLERS, *PAGE_HANDLERS, _static_files()],
        dependencies={CALLER: Provide(current_caller, sync_to_thread=False)}
        | {"pages": Provide(_pages_for(deps, pages, csrf))}
        | {name: _constant(value) for name, value in given.items()},
        guards=[
            SameOrigin(deps.hosts),
            Authorise(deps.authenticate, deps.audit, deps.clock, deps.front, deps.rates, deps.note_refused),
            csrf,
        ],
        after_exception=[CountRefused(deps.metrics, deps.sources)],
        exception_handlers={TriageError: errors, HTTPException: errors, Exception: errors},
        request_max_body_size=LIMIT,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    check_declared(app)
    app.asgi_handler = Edge(
        app.asgi_handler,
        clock=deps.clock,
        ids=deps.ids,
        metrics=deps.metrics,
        client_of=deps.client_of,
        https=deps.https,
    )
    return app


def _pages_for(deps: WebDependencies, pages: Pages, csrf: Csrf) -> Callable[[AnyRequest], Awaitable[Pages]]:
    async def pages_for(request: AnyRequest) -> Pages:
        await session_of(request, deps.front.desk.sessions, deps.front.cookies)
        return pages.seen_by(viewer_of(request, csrf))

    return pages_for


def _constant(value: object) -> Provide:
    return Provide(lambda: value, sync_to_thread=False)


def _static_files() -> Router:
    return create_static_files_router(
        path="/static",
        directories=[_STATIC],
        cache_control=CacheControlHeader(public=True, max_age=_STATIC_SECONDS),
        include_in_schema=False,
        opt=public("styles, scripts and pictures, the same for everybody"),
    )
