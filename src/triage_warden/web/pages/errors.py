"""Errors to people as a page, to programs as a problem."""

from dataclasses import dataclass
from typing import Final

import msgspec
from litestar import Response

from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.problems import answer, log_unexpected, problem_of
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest

_PROGRAMS: Final = ("/api/", "/webhooks/", "/metrics", "/health", "/ready", "/live", "/openapi.json")


@dataclass(frozen=True, slots=True)
class ErrorAnswers:
    """Answers what went wrong, in the shape that the asker reads."""

    pages: Pages

    def __call__(self, request: AnyRequest, error: Exception) -> Response[bytes]:
        """Return a page to a browser that asked for a page, else a problem."""
        path = request.scope["path"]
        if path.startswith(_PROGRAMS) or "text/html" not in request.headers.get("accept", ""):
            return answer(request, error)
        problem, headers = problem_of(error, request_id_of(request.scope))
        log_unexpected(error, problem)
        page = self.pages("error.html", status=problem.status, problem=msgspec.structs.asdict(problem))
        page.headers.update(headers)
        return page
