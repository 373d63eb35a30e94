"""The session that a request's cookie stands for: looked up once in a request, and only where somebody asks."""

from typing import Final

from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.people.sessions import Resolved, Sessions
from triage_warden.web.shared.cookies import Cookies
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.requests import AnyRequest

_KEY: Final = "tw_session"
_NONE: Final = object()


async def session_of(connection: AnyRequest | Connection, sessions: Sessions, cookies: Cookies) -> Resolved | None:
    """Return the session, whatever its stage; None where there is none that holds."""
    state = connection.scope["state"]
    found = state.get(_KEY, _NONE)
    if found is _NONE:
        token = connection.cookies.get(cookies.session)
        found = state[_KEY] = await sessions.resolve(token) if token else None
    return found if isinstance(found, Resolved) else None


def known_session(connection: AnyRequest | Connection) -> Resolved | None:
    """Return the full session that was looked up for this request, without asking anew."""
    found = connection.scope["state"].get(_KEY)
    return found if isinstance(found, Resolved) and found.session.stage is Stage.FULL else None
