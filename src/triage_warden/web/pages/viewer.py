"""Who looks at a page."""

import msgspec

from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.people.authenticate import actor_of
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.shared.caller import actor_in
from triage_warden.web.shared.csrf import Csrf
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.signed_in import known_session


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows of who looks at it; nobody in particular on a page for everybody."""

    name: str = ""
    role: str = ""
    person: bool = False
    """Somebody with a profile, who can sign out."""
    permissions: frozenset[Permission] = frozenset()
    csrf_token: str = ""


def viewer_of(connection: AnyRequest | Connection, csrf: Csrf) -> Viewer:
    """Return who asked for this page, as far as it was found out on the way to it."""
    token, found = csrf.token_for(connection), known_session(connection)
    actor = actor_in(connection.scope) or (actor_of(found) if found else None)
    return Viewer(csrf_token=token) if actor is None else _viewer(actor, token)


def _viewer(actor: Actor, token: str) -> Viewer:
    return Viewer(
        name=actor.name,
        role=actor.role.value,
        person=actor.kind is ActorKind.USER,
        permissions=actor.permissions,
        csrf_token=token,
    )
