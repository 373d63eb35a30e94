"""Errors to people as a page, to programs as a problem."""

from dataclasses import dataclass
from typing import Final

import msgspec
from litestar import Response

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.web.pages.outcome import see_other
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.pages.viewer import viewer_of
from triage_warden.web.shared.csrf import Csrf
from triage_warden.web.shared.leading_back import sign_in_address
from triage_warden.web.shared.problems import answer, log_unexpected, problem_of
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest

_PROGRAMS: Final = ("/api/", "/webhooks/", "/metrics", "/health", "/ready", "/live", "/openapi.json")


@dataclass(frozen=True, slots=True)
class ErrorAnswers:
    """Answers what went wrong, in the shape that the asker reads."""

    pages: Pages
    csrf: Csrf

    def __call__(self, request: AnyRequest, error: Exception) -> Response[bytes]:
        """Return a page to a browser that asked for a page, else a problem."""
        path = request.scope["path"]
        if path.startswith(_PROGRAMS) or "text/html" not in request.headers.get("accept", ""):
            return answer(request, error)
        if isinstance(error, NotSignedIn):
            return to_sign_in(request)
        problem, headers = problem_of(error, request_id_of(request.scope))
        log_unexpected(error, problem)
        page = self.pages.seen_by(viewer_of(request, self.csrf))(
            "error.html", status=problem.status, problem=msgspec.structs.asdict(problem)
        )
        page.headers.update(headers)
        return page


def to_sign_in(request: AnyRequest) -> Response[bytes]:
    """Lead somebody who is not signed in to where they can be, and from there back to the page they asked for."""
    address = sign_in_address(request)
    if request.headers.get("hx-request"):  # a fragment asked for from a page whose session has ended meanwhile
        return Response(b"", status_code=401, headers={"HX-Redirect": address, "Cache-Control": "no-store"})
    return see_other(address)
