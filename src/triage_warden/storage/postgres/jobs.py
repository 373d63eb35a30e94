"""What storage needs of the queue: to put jobs in the transaction of the data."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec

from triage_warden.core.actions.model import Action, ActionJob
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.alerts.urgency import due_at
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import TenantId
from triage_warden.kernel.jobs import HeldJob, NewJob
from triage_warden.storage.postgres.driver import Driver

GROUP: Final = "group"
"""The job that groups what was taken in; its payload is the tenant's id as text."""
TRIAGE: Final = "triage"
"""The job that triages one incident; its payload is the case."""
ACT: Final = "act"
"""The job that carries out an action; its payload is an ActionJob."""


def grouping_job(tenant: TenantId, due_at: datetime, *, delay: timedelta = timedelta(0)) -> NewJob:
    """Return the job that groups a tenant's alerts, of which the most urgent is due then."""
    return NewJob(kind=GROUP, payload=str(tenant).encode(), tenant=tenant, due_at=due_at, delay=delay)


def triage_job(case: Case, severity: Severity, *, since: datetime, delay: timedelta) -> NewJob:
    """Return the job that triages an incident that waits for it since then."""
    return NewJob(
        kind=TRIAGE,
        payload=msgspec.json.encode(case),
        tenant=case.tenant,
        due_at=due_at(severity, since),
        key=f"{TRIAGE}:{case.incident}",
        delay=delay,
    )


def action_job(action: Action) -> NewJob:
    """Return the job that carries an action out; it is due at once: a person waits for it."""
    return NewJob(
        kind=ACT,
        payload=msgspec.json.encode(ActionJob(tenant=action.tenant_id, action=action.id)),
        tenant=action.tenant_id,
        due_at=action.requested_at,
        key=f"{ACT}:{action.id}",
    )


class NewsSink(Protocol):
    """Takes word, in the transaction of the data, that there is something for a job that serves all that waits."""

    async def put_unless_waiting(self, connection: Driver, job: NewJob) -> None:
        """Enqueue a job on this connection, unless one with this payload waits that nobody has begun.

        The one that waits becomes as urgent as this. To be called last before the commit: whoever begins the job
        that waits, waits for this transaction.
        """
        ...


class JobSink(Protocol):
    """Takes jobs, in the transaction of whoever puts them: no data without its job, no job without its data."""

    async def put(self, connection: Driver, jobs: Sequence[NewJob]) -> None:
        """Enqueue jobs on this connection, all in one statement.

        Where one with the same key waits, it becomes as urgent as this; where one waits or runs, no other is put.
        """
        ...


class GroupingJobs(NewsSink, JobSink, Protocol):
    """What grouping needs of the queue."""


class HeldJobs(JobSink, Protocol):
    """What the end of a job needs of the queue."""

    async def let_go(self, connection: Driver, job: HeldJob) -> bool:
        """Free the job's key, so that the next one can be put; False where another worker holds the job by now."""
        ...
