"""A piece of singleton work, and when it is due."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from triage_warden.engine.schedules.when import When

T = TypeVar("T")
"""The transaction that work is given; the engine does not know whose."""

MAIN: Final = "schedules"
"""The resource whose leader does the ordinary singleton work."""


@dataclass(frozen=True, slots=True)
class Schedule(Generic[T]):
    """Work that is done once for each tick, over all replicas and through changes of the leader.

    `run(transaction, tick)` works in a fenced transaction of no tenant (`await transaction.visit(tenant)` takes it to
    one); the tick is written in the same transaction, so both commit or neither. It returns True when there is more
    to do: what it has done is committed, it is called again, and the tick counts as done only with the last round. So
    large work goes in small rounds; after a crash between them the next leader goes on, so each round finds its
    work by looking for what is left. Effects outside the database do not belong here: put a job into the queue, on
    `transaction.raw`.

    After an outage the latest missed tick is made up for, the ones before it are not. A schedule that never
    ran begins with its latest tick, at once.
    """

    name: str
    """Part of the tick's key: a new name starts afresh."""
    when: When
    run: Callable[[T, datetime], Awaitable[bool]]
    resource: str = MAIN
    """Whose leader does it."""
