"""Short values that a browser keeps for us and cannot change."""

import base64
import binascii
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

_SEPARATOR: Final = "."
_LONGEST: Final = 2048


@dataclass(frozen=True, slots=True)
class SignedValues:
    """Signs values for one purpose each: what was signed for one is worth nothing for another.

    Signed with HMAC-SHA256 under the first key, read under any. They are readable by whoever holds them.
    """

    keys: Sequence[bytes]

    def __repr__(self) -> str:
        return "SignedValues()"

    def sign(self, purpose: str, value: bytes, *, until: datetime) -> str:
        """Return the value with its end and signature, in characters that a cookie takes."""
        end = str(int(until.timestamp()))
        body = base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")
        return _SEPARATOR.join((body, end, _mac(self.keys[0], purpose, body, end)))

    def read(self, purpose: str, signed: str, now: datetime) -> bytes | None:
        """Return the value; None where it is not ours, for another purpose, or over."""
        parts = signed.split(_SEPARATOR)
        if len(parts) != 3 or len(signed) > _LONGEST or not signed.isascii():  # noqa: PLR2004  # value, end, signature
            return None
        body, end, mac = parts
        if not any(hmac.compare_digest(_mac(key, purpose, body, end), mac) for key in self.keys):
            return None
        if now.timestamp() >= int(end):
            return None
        try:
            return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        except (binascii.Error, ValueError):
            return None

    def token(self, purpose: str, bound_to: str) -> str:
        """Return what only we can say about `bound_to`: the token of a form on a page of that session."""
        return _mac(self.keys[0], purpose, bound_to, "")

    def is_token(self, purpose: str, bound_to: str, given: str) -> bool:
        """Tell whether a token was made by us for `bound_to`."""
        wanted = given.encode("utf-8", "replace")
        return any(hmac.compare_digest(_mac(key, purpose, bound_to, "").encode(), wanted) for key in self.keys)


def _mac(key: bytes, *parts: str) -> str:
    message = "\x00".join(parts).encode("utf-8", "replace")
    return base64.urlsafe_b64encode(hmac.new(key, message, sha256).digest()).decode("ascii").rstrip("=")
