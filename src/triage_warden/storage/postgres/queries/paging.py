"""One page of a statement, by keyset: as fast on the thousandth page as on the first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Select, tuple_

from triage_warden.kernel.page import Page, PageRequest
from triage_warden.storage.postgres.queries.cursor import decode_cursor, encode_cursor, limit_of
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.unit import Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Keyset(Generic[T]):
    """How a list is sorted: by these columns (all one way), whose values have this type."""

    columns: tuple[Column[Any], ...]
    key_type: type[tuple[Any, ...]]
    item: Callable[[Row], T]
    newest_first: bool = True

    async def page(self, reading: Reading, statement: Select[Any], request: PageRequest) -> Page[T]:
        """Return the page that follows the request's cursor."""
        limit = limit_of(request)
        rows = (await reading.execute(self._after(statement, request.cursor).limit(limit + 1))).mappings().all()
        more = len(rows) > limit
        return Page(
            items=[self.item(row) for row in rows[:limit]], next=self._cursor(rows[limit - 1]) if more else None
        )

    def _after(self, statement: Select[Any], cursor: str | None) -> Select[Any]:
        ordered = statement.order_by(*(column.desc() if self.newest_first else column.asc() for column in self.columns))
        if cursor is None:
            return ordered
        key = decode_cursor(cursor, self.key_type)
        here = tuple_(*self.columns)
        return ordered.where(here < key if self.newest_first else here > key)

    def _cursor(self, row: Row) -> str:
        return encode_cursor([row[column.name] for column in self.columns])
