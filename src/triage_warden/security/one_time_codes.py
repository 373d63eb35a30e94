"""Six digits from a shared secret and the time (TOTP, RFC 6238), and recovery codes for when the device is lost."""

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

STEP_SECONDS: Final = 30
DIGITS: Final = 6
_SECRET_BYTES: Final = 20
"""160 bits, as RFC 4226 §4 recommends."""
_DRIFT: Final = 1
"""Steps before and after the present that are taken, for clocks that go wrong (RFC 6238 §5.2 advises one)."""
RECOVERY_CODES: Final = 10
RECOVERY_BYTES: Final = 15
"""120 bits: NIST SP 800-63B-4 §3.1.2.2 and OWASP ASVS 5.0 6.5.2 let a plain hash keep what has 112 or more."""


@dataclass(frozen=True, slots=True)
class OneTimeCodes:
    """Makes and checks codes (core/identity/people/ports.OneTimeCodes). SHA-1: the one that every app computes."""

    random_bytes: Callable[[int], bytes] = secrets.token_bytes

    def new_secret(self) -> bytes:
        """Return a secret to be shared with a device."""
        return self.random_bytes(_SECRET_BYTES)

    def step_of(self, code: str, secret: bytes, now: datetime) -> int | None:
        """Return the time step whose code this is, or None; whoever takes a code must refuse steps already used."""
        wanted = "".join(code.split())
        if len(wanted) != DIGITS or not (wanted.isascii() and wanted.isdigit()):
            return None
        present = int(now.timestamp()) // STEP_SECONDS
        found = [
            step
            for step in range(present - _DRIFT, present + _DRIFT + 1)
            if hmac.compare_digest(code_at(step, secret), wanted)
        ]
        return max(found, default=None)

    def new_recovery_codes(self) -> tuple[str, ...]:
        """Return codes to be shown once, `abcd-efgh-ijkl-mnop-qrst-uvwx`."""
        return tuple(_grouped(self.random_bytes(RECOVERY_BYTES)) for _ in range(RECOVERY_CODES))

    def digest_of(self, recovery_code: str) -> bytes:
        """Return what is kept of a recovery code, however it was typed."""
        plain = "".join(letter for letter in recovery_code.lower() if letter.isalnum())
        return sha256(plain.encode("utf-8", "replace")).digest()


def code_at(step: int, secret: bytes) -> str:
    """Return the code of a time step."""
    return HOTP(secret, DIGITS, SHA1()).generate(step).decode("ascii")  # noqa: S303  # RFC 6238's default, as HMAC


def address_of(secret: bytes, *, account: str, issuer: str) -> str:
    """Return the `otpauth` address that authenticator apps read."""
    label = quote(f"{issuer}:{account}", safe="@")
    query = {"secret": spelled(secret), "issuer": issuer, "algorithm": "SHA1", "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{label}?{urlencode(query, quote_via=quote)}"


def spelled(secret: bytes) -> str:
    """Return the secret as one types it into an app: base32 without padding."""
    return base64.b32encode(secret).decode("ascii").rstrip("=")


def _grouped(random: bytes) -> str:
    text = base64.b32encode(random).decode("ascii").lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))
