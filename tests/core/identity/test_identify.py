import pytest

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, an_actor, an_issuer
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.identify import Identify
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.model import Credential, CredentialKind
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.tokens import Grant
from triage_warden.security.access_tokens import AccessTokens

CLOCK = FrozenClock()


async def test_each_kind_is_asked_of_whom_it_concerns() -> None:
    """A key, a token made from it; neither is taken from a cookie."""
    keys, tokens = MemoryKeys(), AccessTokens([b"k" * 32], CLOCK)
    wanted = WantedKey(name="sensor", role=Role.ANALYST, scopes=None, lasting=YEAR)
    issued = await an_issuer(keys, CLOCK)(an_actor(), wanted, by=BY)
    identify = Identify(AuthenticateKey(keys, CLOCK, lambda _: None), tokens)
    grant = Grant(tenant=issued.key.tenant, subject=issued.key.id, prefix=issued.key.prefix)
    token = tokens.issue(grant, issued_at=CLOCK.now(), expires_at=CLOCK.now() + YEAR)
    good = {(CredentialKind.BEARER, issued.text), (CredentialKind.BEARER, token)}
    for kind in CredentialKind:
        for text in (issued.text, token, "cookie"):
            ask = identify(Credential(kind=kind, text=text))
            if (kind, text) in good:
                assert (await ask).name == "sensor"
            else:
                with pytest.raises(NotSignedIn):
                    await ask
