"""An id for each request, so that an answer and its log lines find each other."""

import re
from typing import Final

from litestar.types import Scope

from triage_warden.kernel.ids import IdSource

HEADER: Final = b"x-request-id"
_KEY: Final = "tw_request_id"
_SAFE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


def assign_request_id(scope: Scope, ids: IdSource) -> str:
    """Take the caller's `X-Request-ID` where it cannot harm a log or header, else make one; keep it in the scope."""
    sent = next((value for name, value in scope["headers"] if name == HEADER), b"")
    request_id = sent.decode("ascii") if _SAFE.fullmatch(sent) else str(ids())
    scope["state"][_KEY] = request_id
    return request_id


def request_id_of(scope: Scope) -> str:
    """Return the id that was assigned."""
    return str(scope["state"].get(_KEY, ""))
