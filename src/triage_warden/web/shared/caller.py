"""Who asks, for handlers: what the guard found out, under the name `caller`."""

from typing import Final, TypeAlias

from litestar.types import Scope

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import Actor

CALLER: Final = "caller"
"""The name under which handlers ask for it."""

Caller: TypeAlias = Actor
"""Whose data is meant (`tenant`), and the name that goes on the record (`name`)."""

_KEY: Final = "tw_actor"


def remember(scope: Scope, actor: Actor) -> None:
    """Keep who asks for the rest of the request."""
    scope["state"][_KEY] = actor


def actor_in(scope: Scope) -> Actor | None:
    """Return who asks, where the guard has let somebody in; None on public routes."""
    found = scope["state"].get(_KEY)
    return found if isinstance(found, Actor) else None


def current_caller(scope: Scope) -> Actor:
    """Return who asks; raise NotSignedIn on a public route, where nobody was asked for."""
    actor = actor_in(scope)
    if actor is None:
        raise NotSignedIn
    return actor
