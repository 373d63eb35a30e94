"""What storage needs of the queue: to put a job in the transaction of the data."""

from datetime import timedelta
from typing import Final, Protocol

from triage_warden.storage.postgres.driver import Driver

GROUP: Final = "group"
"""The job that groups what was taken in; its payload is the tenant's id as text."""


class NewsSink(Protocol):
    """Takes word, in the transaction of the data, that there is something for a job that serves all that waits."""

    async def put_unless_waiting(self, connection: Driver, entrypoint: str, payload: bytes) -> None:
        """Enqueue a job on this connection, unless one with this payload waits that nobody has begun.

        To be called last before the commit: whoever begins the job that waits, waits for this transaction.
        """
        ...


class JobSink(Protocol):
    """Takes jobs, in the transaction of whoever puts them: no data without its job, no job without its data."""

    async def put(
        self,
        connection: Driver,
        entrypoint: str,
        payload: bytes,
        *,
        dedupe_key: str | None = None,
        delay: timedelta | None = None,
        priority: int = 0,
    ) -> None:
        """Enqueue a job on this connection; where one with the same `dedupe_key` waits or runs, do nothing."""
        ...
