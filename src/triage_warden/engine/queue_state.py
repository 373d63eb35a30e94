"""What waits in the queue."""

from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    import asyncpg

QUEUES: Final = ("group", "triage", "act")
"""Every kind of job, so that an empty queue is a zero and not a gap."""


class QueueState(msgspec.Struct, frozen=True, kw_only=True):
    """Jobs of one kind: how many wait, how long the first has waited (seconds), how many were parked."""

    waiting: int = 0
    oldest_seconds: float = 0.0
    parked: int = 0


async def queue_state(connection: "asyncpg.Connection[asyncpg.Record]") -> dict[str, QueueState]:
    """Return the state of every kind of job; a job that is put off counts from when it may run."""
    found = {queue: QueueState() for queue in QUEUES}
    for row in await connection.fetch(_STATE):
        found[row["entrypoint"]] = QueueState(
            waiting=row["waiting"],
            oldest_seconds=max(0.0, float(row["oldest_seconds"] or 0.0)),
            parked=row["parked"],
        )
    return found


_STATE = """
SELECT entrypoint,
       count(*) FILTER (WHERE status = 'queued') AS waiting,
       extract(epoch FROM now() - min(greatest(created, execute_after)) FILTER (WHERE status = 'queued'))
           AS oldest_seconds,
       count(*) FILTER (WHERE status = 'failed') AS parked
FROM pgqueuer GROUP BY entrypoint
"""
