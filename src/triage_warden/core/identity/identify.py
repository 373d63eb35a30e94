"""Find out who shows a credential, of whatever kind."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.keys.text import MARK
from triage_warden.core.identity.model import Actor, Credential, CredentialKind
from triage_warden.core.identity.ports import Tokens


@dataclass(frozen=True, slots=True)
class Identify:
    """Knows API keys, the access tokens made from them, and, by `session`, the cookies of people."""

    keys: AuthenticateKey
    tokens: Tokens
    session: Callable[[str], Awaitable[Actor]]

    async def __call__(self, credential: Credential) -> Actor:
        """Return who it is (see Authenticate)."""
        if credential.kind is CredentialKind.SESSION:
            return await self.session(credential.text)
        if credential.text.startswith(MARK):
            return await self.keys.by_text(credential.text)
        return await self.keys.by_grant(self.tokens.read(credential.text))
