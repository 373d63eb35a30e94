"""`/` and `/incidents`."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Final
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect, Stream

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.incidents.model import Incident, IncidentStatus
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs, public
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.event_stream import arrivals, refreshes, streamed
from triage_warden.web.shared.filters import IncidentQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.stream_end import stream_is_over

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?")
_PER_PAGE: Final = 25
_NOTHING: Final = Page[Incident](items=[])


@get("/", opt=public("leads on to the incidents, which ask"))
async def home() -> Redirect:
    """Go to the incidents."""
    return Redirect("/incidents", status_code=303)


@get("/incidents", opt=needs(Permission.INCIDENTS_READ))
async def incidents(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Show the list; a wrong filter is said above an empty one, and HTMX gets the list alone."""
    query, wrong, page = IncidentQuery(), "", _NOTHING
    try:
        query = read_query(request.scope["query_string"], IncidentQuery)
        page = await deps.incidents.page(
            caller.tenant, query.wanted(), PageRequest(cursor=query.cursor, limit=_PER_PAGE)
        )
    except Invalid as error:
        wrong = error.detail
    template = "incidents/rows.html" if request.headers.get("hx-request") else "incidents/list.html"
    return pages(
        template,
        status=422 if wrong else 200,
        active="incidents",
        page=page,
        query=query,
        wrong=wrong,
        filtered=bool(_kept(query)),
        base=_base(request),
        here=_address(query, query.cursor),
        first=_address(query, None),
        following=_address(query, page.next),
        choices=_choices(sorted(deps.sources)),
    )


@get("/incidents/live", opt=needs(Permission.INCIDENTS_READ))
async def incidents_live(request: AnyRequest, deps: Deps, caller: Who) -> Stream:
    """Say when the list should be asked for again."""
    changes, over = deps.live.subscribe(caller.tenant), partial(stream_is_over, request, deps)
    return streamed(
        refreshes(lambda patience: arrivals(changes, over, patience), about=None, pace=deps.pace, clock=deps.clock)
    )


def _base(request: AnyRequest) -> str:
    """Return where this server was reached, for the example that sends the first alert; nothing odd is echoed."""
    host = request.headers.get("host", "")
    return f"{request.scope['scheme']}://{host if _HOST.fullmatch(host) else 'localhost:8080'}"


def _choices(sources: Sequence[str]) -> dict[str, list[str]]:
    return {
        "status": list(IncidentStatus),
        "severity": list(reversed(Severity)),
        "verdict": list(Verdict),
        "source": list(sources),
    }


def _kept(query: IncidentQuery) -> dict[str, object]:
    values: dict[str, object] = msgspec.to_builtins(query)
    return {name: value for name, value in values.items() if value is not None and name not in {"cursor", "limit"}}


def _address(query: IncidentQuery, cursor: str | None) -> str:
    values = _kept(query) | ({"cursor": cursor} if cursor else {})
    return f"/incidents?{urlencode(values)}" if values else "/incidents"


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (home, incidents, incidents_live)
