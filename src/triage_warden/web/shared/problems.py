"""Errors as RFC 9457 problem details. Families are mapped, not errors."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

import msgspec
import structlog
from litestar import Response
from litestar.exceptions import HTTPException

from triage_warden.core.identity.errors import Denied, NotSignedIn
from triage_warden.kernel.errors import (
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    TooLarge,
    TriageError,
    Unavailable,
)
from triage_warden.web.shared.errors import BadRequest, UnknownHost, UnsupportedMediaType
from triage_warden.web.shared.rate_limits import TooManyRequests
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest

PROBLEM_TYPE: Final = "application/problem+json"
_BASE: Final = "urn:triage-warden:problem:"
_log = structlog.get_logger(__name__)
_TURNED_AWAY: Final = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.MISDIRECTED_REQUEST})

_STATUS: Final[Mapping[type[TriageError], HTTPStatus]] = {
    BadRequest: HTTPStatus.BAD_REQUEST,
    UnsupportedMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UnknownHost: HTTPStatus.MISDIRECTED_REQUEST,
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Forbidden: HTTPStatus.FORBIDDEN,
    TooManyRequests: HTTPStatus.TOO_MANY_REQUESTS,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong, for programs and for people (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: tuple[FieldError, ...] = ()


def problem_of(error: Exception, request_id: str) -> tuple[Problem, dict[str, str]]:
    """Return the problem and the headers that go with it; unexpected errors say nothing of themselves."""
    if isinstance(error, TriageError):
        headers = _headers_of(error)
        return _problem(status_of(error), error.code, error.detail, request_id=request_id, errors=error.errors), headers
    if isinstance(error, HTTPException) and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        status = HTTPStatus(error.status_code)
        allow = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
        detail = _FRAMEWORK.get(status, status.description)
        return _problem(status, _code_of(status), detail, request_id=request_id), allow
    detail = "Something went wrong on our side; the log has it under this request_id."
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", detail, request_id=request_id), {}


def answer(request: AnyRequest, error: Exception) -> Response[bytes]:
    """Return the response for an error; what was not expected is logged with its trace."""
    problem, headers = problem_of(error, request_id_of(request.scope))
    log_unexpected(error, problem)
    return Response(msgspec.json.encode(problem), status_code=problem.status, media_type=PROBLEM_TYPE, headers=headers)


def log_unexpected(error: Exception, problem: Problem) -> None:
    """Log an error that nobody named; a named one that says 5xx is the database's or queue's, without a trace.

    So is what tried to get around us: forms of other sites, names that are not ours. A denial and a rate limit were
    told where they were found.
    """
    if problem.code == "internal":
        _log.error("request_failed", request_id=problem.request_id, exc_info=error)
    elif problem.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.warning("request_refused", request_id=problem.request_id, code=problem.code, detail=problem.detail)
    elif problem.status in _TURNED_AWAY and not isinstance(error, Denied):
        _log.warning("request_turned_away", request_id=problem.request_id, code=problem.code)


def _headers_of(error: TriageError) -> dict[str, str]:
    match error:
        case Unavailable():
            return {"Retry-After": str(error.retry_after)}
        case NotSignedIn():
            return {"WWW-Authenticate": 'Bearer realm="triage-warden"'}
        case _:
            return {}


def status_of(error: TriageError) -> HTTPStatus:
    """Return the status of an error's family."""
    for family in type(error).__mro__:
        if family in _STATUS:
            return _STATUS[family]
    return HTTPStatus.INTERNAL_SERVER_ERROR


def _problem(
    status: HTTPStatus, code: str, detail: str, *, request_id: str, errors: tuple[FieldError, ...] = ()
) -> Problem:
    return Problem(
        type=_BASE + code.replace("_", "-"),
        title=status.phrase,
        status=status,
        detail=detail,
        code=code,
        request_id=request_id,
        errors=errors,
    )


def _code_of(status: HTTPStatus) -> str:
    return status.phrase.lower().replace(" ", "_").replace("-", "_")


_FRAMEWORK: Final = {
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not take this method; see the Allow header.",
}
