"""The text of an API key: `tw_<prefix>_<secret>`.

The prefix names the key in lists and logs. The secret part carries the tenant, so that a key is looked up among its
tenant's keys only, and 32 random bytes. What is kept is a hash of the whole text: with 256 random bits in it there is
nothing to try out, so it needs no slow hash (NIST SP 800-63B §3.1.2.2 asks for one below 112 bits).
"""

import base64
import binascii
import hmac
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Final
from uuid import UUID

import msgspec

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.kernel.ids import TenantId

MARK: Final = "tw_"
"""How keys begin; scanners for leaked secrets look for it."""
_PREFIX_BYTES: Final = 5
_SECRET_BYTES: Final = 32
_TENANT_BYTES: Final = 16
_FORM = re.compile(r"tw_(?P<prefix>[a-z2-7]{8})_(?P<rest>[a-z2-7]{77})")

RandomBytes = Callable[[int], bytes]


class KeyText(msgspec.Struct, frozen=True, kw_only=True):
    """A key as it is shown."""

    text: str
    prefix: str
    tenant: TenantId

    @property
    def digest(self) -> bytes:
        """Return what is kept of it."""
        return sha256(self.text.encode("ascii")).digest()

    def matches(self, digest: bytes) -> bool:
        """Tell whether this is the key that a digest was kept of, in a time that does not say how far they agree."""
        return hmac.compare_digest(self.digest, digest)

    def __repr__(self) -> str:
        return f"KeyText({self.prefix})"


def new_key_text(tenant: TenantId, random_bytes: RandomBytes) -> KeyText:
    """Return a key that nobody has seen."""
    prefix = _encoded(random_bytes(_PREFIX_BYTES))
    rest = _encoded(tenant.bytes + random_bytes(_SECRET_BYTES))
    return KeyText(text=f"{MARK}{prefix}_{rest}", prefix=prefix, tenant=tenant)


def read_key_text(text: str) -> KeyText:
    """Return the parts of a key; raise NotSignedIn where it is none."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise NotSignedIn
    try:
        raw = base64.b32decode(match["rest"].upper() + "===")
    except binascii.Error:
        raise NotSignedIn from None
    return KeyText(text=text, prefix=match["prefix"], tenant=TenantId(UUID(bytes=raw[:_TENANT_BYTES])))


def _encoded(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()
