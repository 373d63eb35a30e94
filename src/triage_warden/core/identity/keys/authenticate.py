"""Find out who shows an API key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.model import ApiKey, KnownKey
from triage_warden.core.identity.keys.ports import KeyLookup
from triage_warden.core.identity.keys.refused import KeyRefused, RefusedKey, Why
from triage_warden.core.identity.keys.text import read_key_text
from triage_warden.core.identity.model import Actor
from triage_warden.core.identity.tokens import Grant
from triage_warden.kernel.clock import Clock

_NOBODYS: Final = bytes(32)
"""Compared with where there is no key, so that a wrong prefix takes as long as a wrong secret."""


@dataclass(frozen=True, slots=True)
class AuthenticateKey:
    """Tells who shows a key or a token that was made from one; `used` hears of each use."""

    keys: KeyLookup
    clock: Clock
    used: Callable[[ApiKey], None]

    async def by_text(self, text: str) -> Actor:
        """Return who shows a key; raise KeyRefused, which says no more than that it is not good."""
        try:
            shown = read_key_text(text)
        except NotSignedIn as error:
            raise KeyRefused(RefusedKey(why=Why.UNKNOWN)) from error
        known = await self.keys.by_prefix(shown.tenant, shown.prefix)
        same = shown.matches(known.digest if known else _NOBODYS)
        return self._standing(known, same=same).actor()

    async def by_grant(self, grant: Grant) -> Actor:
        """Return who shows a token, as its key is now, within the token's scopes; raise KeyRefused."""
        known = await self.keys.by_prefix(grant.tenant, grant.prefix)
        key = self._standing(known, same=known is not None and known.key.id == grant.subject)
        return key.actor(within=grant.scopes)

    def _standing(self, known: KnownKey | None, *, same: bool) -> ApiKey:
        if known is None:
            raise KeyRefused(RefusedKey(why=Why.UNKNOWN))
        if not same:
            raise KeyRefused(RefusedKey.of(known.key, Why.WRONG))
        if not known.key.stands(self.clock.now()):
            raise KeyRefused(RefusedKey.of(known.key, Why.OVER))
        self.used(known.key)
        return known.key
