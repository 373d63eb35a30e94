"""A browser's session as somebody who asks."""

from dataclasses import dataclass

from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.people.model import Stage
from triage_warden.core.identity.people.sessions import Resolved, Sessions


@dataclass(frozen=True, slots=True)
class AuthenticateSession:
    """Finds out whose session a cookie stands for; one that waits for its next step is nobody's yet."""

    sessions: Sessions

    async def __call__(self, text: str) -> Actor:
        """Return who it is, or raise NotSignedIn."""
        found = await self.sessions.resolve(text)
        if found is None or found.session.stage is not Stage.FULL:
            raise NotSignedIn
        return actor_of(found)


def actor_of(found: Resolved) -> Actor:
    """Return a person as one who asks."""
    return Actor(
        id=found.user.id,
        tenant=found.user.tenant,
        kind=ActorKind.USER,
        name=found.user.name,
        role=found.user.role,
        credential=found.session.id,
    )
