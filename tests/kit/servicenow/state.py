"""What the instance holds, and what it is told to get wrong."""

from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

FIELDS: Final = frozenset(
    {
        "short_description",
        "description",
        "impact",
        "urgency",
        "correlation_id",
        "correlation_display",
        "assignment_group",
        "sys_id",
        "number",
        "sys_created_on",
    }
)


class Moment(StrEnum):
    """Where in a POST something can be made to happen."""

    RECEIVED = "received"
    """The whole request is here; nothing has been done."""
    DONE = "done"
    """The record is made; nothing has been answered."""
    ANSWERED = "answered"
    """The answer is on its way."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the next POST meets."""

    drop_at: Moment | None = None
    """The connection is closed there, without an answer."""
    status: int | None = None
    """Answered instead of 201: after the effect when `drop_at` is None and `after` is set, else without one."""
    after: bool = False
    delay: float = 0.0
    """Seconds between receipt and effect; the effect happens even when the caller has gone."""
    retry_after: int | None = None
    body: bytes | None = None
    """Answered with 201 instead of the record."""


@dataclass
class Instance:
    """A table of records, an account that may use it, and the faults to come."""

    user: str = "triage"
    password: str = "a made-up password"
    token: str = "a-made-up-token"
    records: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    faults: deque[Fault] = field(default_factory=deque[Fault])
    at: Callable[[Moment, str], Awaitable[None] | None] = field(default=lambda _moment, _key: None)
    """Called at each moment of each POST with its correlation id; what is returned is waited for."""
    reads: Counter[str] = field(default_factory=Counter[str])
    posts: Counter[str] = field(default_factory=Counter[str])
    unknown_fields: frozenset[str] = frozenset()
    """Fields that this instance does not have: it leaves them out of queries without a word."""
    hides: bool = False
    """Whether the account may not read the records, though they count."""
    broken_reads: int = 0
    """So many reads are answered 503."""

    def effects(self, key: str) -> int:
        """Return how many records have this correlation id."""
        return sum(record["correlation_id"] == key for record in self.records)

    def insert(self, body: dict[str, str]) -> dict[str, str]:
        """Make a record; fields that there are not are left out, as the instance does."""
        number = len(self.records) + 1
        record = dict.fromkeys(FIELDS, "") | {name: str(v) for name, v in body.items() if name in FIELDS}
        record |= {"sys_id": f"{number:032x}", "number": f"INC{number:07}", "sys_created_on": f"{number:09}"}
        self.records.append(record)
        return record
