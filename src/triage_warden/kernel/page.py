"""A page of a list, read by cursor."""

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some items and the cursor that brings the following ones; no cursor means this was the last page."""

    items: list[T]
    next: str | None = None


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which page is wanted: `limit` items (1 to 200) after the opaque `cursor`."""

    cursor: str | None = None
    limit: int = DEFAULT_LIMIT
