"""What a provider signs: who signed in (ID token), who signed out (logout token)."""

from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.external import LoggedOut
from triage_warden.core.identity.people.model import Subject
from triage_warden.kernel.clock import Clock
from triage_warden.security.oidc.discovery import Discovery

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Asymmetric ones only: with HMAC the key would be the client secret, and `none` is no signature."""
LEEWAY: Final = 60
"""Seconds by which clocks may differ."""
_TYPES: Final = {"id": frozenset({"", "jwt"}), "logout": frozenset({"", "jwt", "logout+jwt"})}
"""What a token may call itself (RFC 8725 §3.11): many leave it out or say `JWT`; an access token does neither."""
_LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
Claims = dict[str, Any]


async def id_token_claims(token: str, discovery: Discovery, clock: Clock, *, nonce: str) -> Claims:
    """Return the claims of an ID token (OpenID Connect Core 1.0 §3.1.3.7), or raise SignInRefused."""
    claims = await _claims(token, discovery, clock, kind="id", nonce={"essential": True, "value": nonce})
    audience, party = claims.get("aud"), claims.get("azp")
    several = isinstance(audience, list) and len(audience) > 1
    if (several or party is not None) and party != discovery.client.client_id:
        raise SignInRefused(detail=REFUSED)
    return claims


async def logout_of(token: str, discovery: Discovery, clock: Clock) -> LoggedOut:
    """Return who signed out, by a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6); raise SignInRefused."""
    claims = await _claims(token, discovery, clock, kind="logout", jti={"essential": True})
    events, subject, session = claims.get("events"), claims.get("sub"), claims.get("sid")
    if "nonce" in claims or not isinstance(events, dict) or _LOGOUT not in events:
        raise SignInRefused(detail="That is no logout token.")
    if not isinstance(session or subject, str):
        raise SignInRefused(detail="The logout token names nobody.")
    who = Subject(issuer=discovery.client.issuer, subject=subject) if isinstance(subject, str) else None
    return LoggedOut(subject=who, session=session if isinstance(session, str) else None)


async def _claims(token: str, discovery: Discovery, clock: Clock, *, kind: str, **more: Any) -> Claims:
    client = discovery.client
    registry = JWTClaimsRegistry(
        now=lambda: int(clock.now().timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": client.issuer},
        aud={"essential": True, "value": client.client_id},
        exp={"essential": True},
        iat={"essential": True},
        **more,
    )
    try:
        keys = await discovery.keys(_kid(token))
        decoded = jwt.decode(token, keys, algorithms=list(ALGORITHMS), registry=JWSRegistry(algorithms=ALGORITHMS))
        registry.validate(decoded.claims)
        if _media_type(decoded.header.get("typ", "")) not in _TYPES[kind]:
            raise SignInRefused(detail=REFUSED)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise SignInRefused(detail=REFUSED) from error
    return dict(decoded.claims)


def _media_type(name: object) -> str:
    """Return a type without what may be left off (RFC 7515 §4.1.9), in small letters."""
    return str(name).lower().removeprefix("application/")


def _kid(token: str) -> str | None:
    from joserfc.jws import extract_compact

    found = extract_compact(token.encode("utf-8", "replace")).protected.get("kid")
    return found if isinstance(found, str) else None


REFUSED: Final = "The identity provider's answer cannot be trusted; start again."
