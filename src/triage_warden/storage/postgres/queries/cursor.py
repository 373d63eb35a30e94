"""Cursors: the sort key of the last row that was shown, made opaque."""

import base64
import binascii
from typing import TypeVar

import msgspec

from triage_warden.kernel.page import MAX_LIMIT, PageRequest
from triage_warden.storage.postgres.errors import BadCursor

T = TypeVar("T")


def encode_cursor(key: object) -> str:
    """Return a sort key as text that goes into a URL as it is."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(key)).decode().rstrip("=")


def decode_cursor(cursor: str, key_type: type[T]) -> T:
    """Return the sort key, or raise BadCursor whatever the text is."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.msgpack.decode(raw, type=key_type)
    except (binascii.Error, ValueError, msgspec.MsgspecError) as error:
        raise BadCursor(detail="The cursor is not one that this list gave out; begin again without one.") from error


def limit_of(request: PageRequest) -> int:
    """Return how many items are wanted, within 1 and MAX_LIMIT."""
    return max(1, min(request.limit, MAX_LIMIT))
