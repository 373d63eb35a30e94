"""What identity needs of the world."""

from typing import Protocol

from triage_warden.core.identity.model import Actor, Credential


class Authenticate(Protocol):
    """Finds out who shows a credential."""

    async def __call__(self, credential: Credential) -> Actor:
        """Return who it is; raise NotSignedIn where it is unknown, expired or revoked, saying no more than that."""
        ...
