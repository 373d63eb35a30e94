"""What identity needs of the world."""

from datetime import datetime
from typing import Protocol

from triage_warden.core.identity.model import Actor, Credential
from triage_warden.core.identity.tokens import Grant


class Authenticate(Protocol):
    """Finds out who shows a credential."""

    async def __call__(self, credential: Credential) -> Actor:
        """Return who it is; raise NotSignedIn where it is unknown, expired or revoked, saying no more than that."""
        ...


class Tokens(Protocol):
    """Signs access tokens and reads them, asking nobody."""

    def issue(self, grant: Grant, *, issued_at: datetime, expires_at: datetime) -> str:
        """Return a token that says what was granted, until it expires."""
        ...

    def read(self, text: str) -> Grant:
        """Return what was granted; raise NotSignedIn where it is not ours, was changed, or has expired."""
        ...
