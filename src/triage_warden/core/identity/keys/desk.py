"""Everything that can be done with keys, together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from triage_warden.core.identity.errors import Denied
from triage_warden.core.identity.keys.errors import MoreThanYours
from triage_warden.core.identity.keys.issue import IssueKey, RevokeKey
from triage_warden.core.identity.keys.ports import KeyStore
from triage_warden.core.identity.keys.text import MARK, read_key_text
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.ports import Tokens
from triage_warden.core.identity.tokens import Grant
from triage_warden.kernel.clock import Clock

TOKEN_SECONDS: Final = 600
"""How long an access token lasts when nobody says."""
LONGEST_TOKEN_SECONDS: Final = 3600


class IssuedToken(msgspec.Struct, frozen=True, kw_only=True):
    """An access token, and when it expires."""

    text: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"IssuedToken(expires_at={self.expires_at})"


@dataclass(frozen=True, slots=True)
class KeyDesk:
    """Makes, follows up, ends and lists keys, and makes tokens from them."""

    store: KeyStore
    issue: IssueKey
    revoke: RevokeKey
    tokens: Tokens
    clock: Clock

    def token(
        self, actor: Actor, shown: str, *, seconds: int = TOKEN_SECONDS, scopes: frozenset[Permission] | None = None
    ) -> IssuedToken:
        """Return a token for the key that was shown; it ends with the key.

        Raises:
            Denied: what was shown is no key; a token makes no token, or one that leaked would live for ever.
            MoreThanYours: the scopes are not within the key's.
        """
        if not shown.startswith(MARK):
            raise Denied(detail="A token is made from an API key; send the key itself.")
        if scopes is not None and (excess := scopes - actor.permissions):
            raise MoreThanYours(detail=f"The key does not permit {', '.join(sorted(excess))}.")
        now = self.clock.now()
        expires_at = now + timedelta(seconds=seconds)
        grant = Grant(
            tenant=actor.tenant, subject=actor.credential or actor.id, prefix=read_key_text(shown).prefix, scopes=scopes
        )
        return IssuedToken(text=self.tokens.issue(grant, issued_at=now, expires_at=expires_at), expires_at=expires_at)
