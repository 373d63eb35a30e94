"""`GET /openapi.json`."""

from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.web.openapi.description import Description
from triage_warden.web.shared.access import public
from triage_warden.web.shared.answers import JSON


@get("/openapi.json", opt=public("the same in every installation of this version"))
async def openapi_json(description: NamedDependency[Description]) -> Response[bytes]:
    """Return the description of the API (OpenAPI 3.1)."""
    return Response(description.content, media_type=JSON)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (openapi_json,)
