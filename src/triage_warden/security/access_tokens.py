"""Access tokens as JSON Web Tokens (RFC 9068's type, HMAC-SHA-256), signed and read with TW_JWT_SECRET."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

import msgspec
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from triage_warden.core.identity.keys.refused import KeyRefused, RefusedKey, Why
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.tokens import Grant
from triage_warden.kernel.clock import Clock

ALGORITHM: Final = "HS256"
TYPE: Final = "at+jwt"
ISSUER: Final = "triage-warden"
CLOCKS_APART: Final = timedelta(seconds=30)
"""Replicas' clocks may differ by so much before one takes another's token for one of the future."""


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What the token carries (names of RFC 7519, RFC 8693 `scope`; ours: `tenant`, `key`)."""

    iss: str
    aud: str
    sub: str
    iat: int
    exp: int
    tenant: str
    key: str
    scope: str | None = None


class AccessTokens:
    """Signs with the first secret and reads with all of them, found by key id (see Tokens)."""

    def __init__(self, secrets: Sequence[bytes], clock: Clock) -> None:
        self._keys = {key_id(secret): OctKey.import_key(secret, {"kid": key_id(secret)}) for secret in secrets}
        self._set = KeySet(list(self._keys.values()))
        self._signs = key_id(secrets[0])
        self._clock = clock

    def issue(self, grant: Grant, *, issued_at: datetime, expires_at: datetime) -> str:
        """Return a token that says what was granted, until it expires; whole seconds."""
        claims = {
            "iss": ISSUER,
            "aud": ISSUER,
            "sub": str(grant.subject),
            "iat": int(issued_at.timestamp()),
            "exp": int(expires_at.timestamp()),
            "tenant": str(grant.tenant),
            "key": grant.prefix,
        } | ({} if grant.scopes is None else {"scope": " ".join(sorted(grant.scopes))})
        header = {"alg": ALGORITHM, "typ": TYPE, "kid": self._signs}
        return jwt.encode(header, claims, self._keys[self._signs], algorithms=[ALGORITHM])

    def read(self, text: str) -> Grant:
        """Return what was granted; raise KeyRefused where it is not ours, was changed, or has expired."""
        try:
            token = jwt.decode(text, self._set, algorithms=[ALGORITHM])
            claims = msgspec.convert(token.claims, _Claims)
            return self._granted(claims, token.header.get("typ"))
        except (JoseError, msgspec.ValidationError, ValueError):
            raise KeyRefused(RefusedKey(why=Why.NOT_OURS)) from None

    def _granted(self, claims: _Claims, kind: object) -> Grant:
        now = self._clock.now()
        ahead = claims.iat - CLOCKS_APART.total_seconds() > now.timestamp()
        if kind != TYPE or (claims.iss, claims.aud) != (ISSUER, ISSUER) or ahead:
            raise KeyRefused(RefusedKey(why=Why.NOT_OURS))
        scopes = None if claims.scope is None else frozenset(map(Permission, claims.scope.split()))
        fields = {"tenant": claims.tenant, "subject": claims.sub, "prefix": claims.key}
        grant = msgspec.structs.replace(msgspec.convert(fields, Grant), scopes=scopes)
        if now.timestamp() >= claims.exp:
            raise KeyRefused(RefusedKey(why=Why.EXPIRED, tenant=grant.tenant, key_id=grant.subject))
        return grant


def key_id(secret: bytes) -> str:
    """Return a secret's name: sixteen hexadecimal digits of its hash, which tell nothing of it."""
    return sha256(b"triage-warden jwt key id" + secret).hexdigest()[:16]
