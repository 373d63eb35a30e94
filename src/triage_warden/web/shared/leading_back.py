"""From signing in back to the page that somebody wanted."""

import re
from typing import Final
from urllib.parse import quote

from triage_warden.web.shared.requests import AnyRequest

HOME: Final = "/"
_OURS = re.compile(r"/(?![/\\\\])[\x21-\x5b\x5d-\x7e]*")
"""A path on this host: browsers take `//host` and `/\\host` for another one, and skip control characters."""
_LONGEST: Final = 1000


def safe_next(text: str | None) -> str:
    """Return where to go on, or home where that is not a page of ours."""
    found = text or ""
    if len(found) > _LONGEST or not _OURS.fullmatch(found) or found.startswith(("/login", "/logout")):
        return HOME
    return found


def sign_in_address(request: AnyRequest) -> str:
    """Return where to sign in, so that it leads back; a change is not repeated."""
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    asked = safe_next(quote(path) + (f"?{query}" if query else ""))
    return f"/login?next={quote(asked, safe='')}" if request.method == "GET" and asked != HOME else "/login"
