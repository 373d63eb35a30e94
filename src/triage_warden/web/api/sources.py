"""`GET /api/v1/sources`: what can be sent."""

from typing import Final

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.permissions import Permission
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer


class SourceBody(msgspec.Struct, frozen=True, kw_only=True):
    """A source of alerts."""

    name: str
    title: str
    documentation: str
    """The vendor's page that describes the payload."""


class SourcesBody(msgspec.Struct, frozen=True, kw_only=True):
    """All sources, by name."""

    items: list[SourceBody]


@get(
    "/api/v1/sources",
    operation_id="listSources",
    summary="The sources of alerts",
    tags=["intake"],
    opt=reading(SourcesBody) | needs(Permission.SOURCES_READ),
)
async def list_sources(deps: NamedDependency[WebDependencies]) -> Response[bytes]:
    """List the sources that can be named when sending alerts."""
    found = sorted(deps.sources.values(), key=lambda source: source.name)
    return json_answer(
        SourcesBody(
            items=[SourceBody(name=each.name, title=each.title, documentation=each.documentation) for each in found]
        )
    )


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_sources,)
