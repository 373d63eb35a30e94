"""What a browser holds to be known by."""

import base64
import hmac
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

from triage_warden.kernel.ids import TenantId

_TENANT_BYTES: Final = 16
_RANDOM_BYTES: Final = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{64}")
"""48 bytes in base64url, which need no padding."""


@dataclass(frozen=True, slots=True)
class SessionTokens:
    """Makes and reads tokens (core/identity/people/ports.Tokens).

    A token is its tenant's id and 256 random bits. What is kept is its HMAC under the first of `keys`; the others are
    tried, too, so that the key can be changed without signing anybody out.
    """

    keys: Sequence[bytes]
    random_bytes: Callable[[int], bytes] = secrets.token_bytes

    def __repr__(self) -> str:
        return "SessionTokens()"

    def new(self, tenant: TenantId) -> tuple[str, bytes]:
        """Return a token and the digest that is kept of it."""
        token = base64.urlsafe_b64encode(tenant.bytes + self.random_bytes(_RANDOM_BYTES)).decode("ascii")
        return token, _digest(self.keys[0], token)

    def read(self, token: str) -> tuple[TenantId, tuple[bytes, ...]] | None:
        """Return the tenant and the digests that it may be kept under; None for what no token looks like."""
        if not _TOKEN.fullmatch(token):
            return None
        raw = base64.urlsafe_b64decode(token)
        return TenantId(UUID(bytes=raw[:_TENANT_BYTES])), tuple(_digest(key, token) for key in self.keys)


def _digest(key: bytes, token: str) -> bytes:
    return hmac.new(key, b"session\x00" + token.encode("ascii"), sha256).digest()
