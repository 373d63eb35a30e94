"""Find out who shows a credential, of whatever kind."""

from dataclasses import dataclass

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.keys.text import MARK
from triage_warden.core.identity.model import Actor, Credential, CredentialKind
from triage_warden.core.identity.ports import Tokens


@dataclass(frozen=True, slots=True)
class Identify:
    """Knows API keys and the access tokens made from them; cookies of people are looked at elsewhere, and not known."""

    keys: AuthenticateKey
    tokens: Tokens

    async def __call__(self, credential: Credential) -> Actor:
        """Return who it is (see Authenticate)."""
        if credential.kind is CredentialKind.SESSION:
            raise NotSignedIn
        if credential.text.startswith(MARK):
            return await self.keys.by_text(credential.text)
        return await self.keys.by_grant(self.tokens.read(credential.text))
