"""Whether who opened a stream would be let in now: sessions end, keys are revoked, roles change while it is open."""

import asyncio
from contextlib import suppress

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import Actor, CredentialKind
from triage_warden.core.identity.people.authenticate import actor_of
from triage_warden.core.identity.people.model import Stage
from triage_warden.kernel.errors import Unavailable
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.access import access_of
from triage_warden.web.shared.authorise import refused
from triage_warden.web.shared.credentials import credential_of
from triage_warden.web.shared.requests import AnyRequest


async def stream_is_over(request: AnyRequest, deps: WebDependencies) -> None:
    """Return when the server stops, or soon after who asked would not be let in any more.

    Each replica asks for its own streams every `pace.look_seconds`. While nobody can be asked the stream stays: there
    is nothing to tell, either.
    """
    while not deps.stopping.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(deps.pace.look_seconds):
                await deps.stopping.wait()
        with suppress(Unavailable):
            if not await still_let_in(request, deps):
                return


async def still_let_in(request: AnyRequest, deps: WebDependencies) -> bool:
    """Tell whether the request would pass now; the session is looked at, not used."""
    try:
        actor = await _actor(request, deps)
    except NotSignedIn:
        return False
    return refused(actor, access_of(request.route_handler.opt)) is None


async def _actor(request: AnyRequest, deps: WebDependencies) -> Actor:
    credential = credential_of(request.headers, request.cookies.get(deps.front.cookies.session))
    if credential is None:
        raise NotSignedIn
    if credential.kind is not CredentialKind.SESSION:
        return await deps.authenticate(credential)
    found = await deps.front.desk.sessions.look(credential.text)
    if found is None or found.session.stage is not Stage.FULL:
        raise NotSignedIn
    return actor_of(found)
