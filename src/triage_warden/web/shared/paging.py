"""Cursor paging over HTTP."""

from typing import Annotated, TypeAlias

import msgspec

from triage_warden.kernel.page import DEFAULT_LIMIT, MAX_LIMIT, PageRequest

Cursor: TypeAlias = (
    Annotated[str, msgspec.Meta(max_length=500, description="The `next` of the page before; opaque.")] | None
)
Limit: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=MAX_LIMIT, description="Items on a page.")]


class PageQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which page of a list."""

    cursor: Cursor = None
    limit: Limit = DEFAULT_LIMIT

    def page(self) -> PageRequest:
        """Return it as the core asks for it."""
        return PageRequest(cursor=self.cursor, limit=self.limit)
