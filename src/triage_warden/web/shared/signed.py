"""What is signed, so that a browser can keep it for us."""

from datetime import datetime
from typing import Protocol


class Signed(Protocol):
    """Signs short values, each for one purpose."""

    def sign(self, purpose: str, value: bytes, *, until: datetime) -> str:
        """Return the value with its end and signature, in characters that a cookie takes."""
        ...

    def read(self, purpose: str, signed: str, now: datetime) -> bytes | None:
        """Return the value; None where it is not ours, for another purpose, or over."""
        ...

    def token(self, purpose: str, bound_to: str) -> str:
        """Return what only we can say about `bound_to`."""
        ...

    def is_token(self, purpose: str, bound_to: str, given: str) -> bool:
        """Tell whether a token was made by us for `bound_to`."""
        ...
