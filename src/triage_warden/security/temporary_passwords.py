"""Passwords that an administrator hands over, to be changed at once."""

import base64
import secrets
from typing import Final

_BYTES: Final = 15
"""120 bits: 24 characters of base32."""


def temporary_password() -> str:
    """Return one that can be read out and typed: `abcd-efgh-…`, without characters that look alike in base32."""
    text = base64.b32encode(secrets.token_bytes(_BYTES)).decode("ascii").lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))
