"""What happens to a job's row besides being done: put back, put off, parked with its reason."""

from dataclasses import dataclass, field
from datetime import timedelta

import msgspec
from pgqueuer.domain.models import TracebackRecord
from pgqueuer.models import Job
from pgqueuer.queries import Queries

from triage_warden.engine.retry import Park


@dataclass
class JobRows(Queries):
    """PgQueuer's statements, but for these: its own count every retry, and forget why a job was parked."""

    _uncounted: set[int] = field(default_factory=set[int], init=False)

    def will_not_count(self, job: Job) -> None:
        """Remember that the coming retry is not the job's own fault."""
        self._uncounted.add(job.id)

    async def explain(self, job: Job, park: Park) -> None:
        """Write down why the job is about to be parked."""
        reason = {"family": park.family, "reason": park.reason}
        await self.driver.execute(_EXPLAIN, job.id, msgspec.json.encode(reason).decode())

    async def retry_job(self, job: Job, delay: timedelta, traceback_record: TracebackRecord | None) -> None:
        """Put the job back, to be run after `delay`; nothing where another worker holds it by now."""
        del traceback_record  # its text may hold what the alert said, and nobody reads it
        counts = job.id not in self._uncounted
        self._uncounted.discard(job.id)
        await self.driver.execute(_PUT_BACK, job.id, delay, int(counts), job.queue_manager_id)


_EXPLAIN = "UPDATE pgqueuer SET headers = COALESCE(headers, '{}') || $2::jsonb WHERE id = $1"
_PUT_BACK = """
UPDATE pgqueuer
SET status = 'queued', execute_after = now() + $2::interval, attempts = attempts + $3, updated = now(),
    queue_manager_id = NULL, slot = NULL
WHERE id = $1 AND status = 'picked' AND queue_manager_id = $4
"""
