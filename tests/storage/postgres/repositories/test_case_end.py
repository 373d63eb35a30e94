"""An incident has one job at a time, and no change is missed."""

from uuid import UUID

import asyncpg
import msgspec
import pytest

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, set_version, taken_in
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.triage.again import GATHER
from triage_warden.core.triage.ports import Case
from triage_warden.engine.queue import QueueJobs
from triage_warden.kernel.ids import DEFAULT_TENANT, IncidentId
from triage_warden.kernel.jobs import HeldJob
from triage_warden.storage.postgres.jobs import triage_job
from triage_warden.storage.postgres.repositories.case_end import EndCase
from triage_warden.storage.postgres.unit import Database

HOLDER = UUID(int=7)


class Scene:
    """An incident whose job a worker holds."""

    def __init__(self, database: Database, incident: IncidentId) -> None:
        self.database = database
        self.case = Case(tenant=DEFAULT_TENANT, incident=incident, version=1)
        self.end = EndCase(database, QueueJobs(), FrozenClock(NOON))

    async def put(self) -> None:
        """Put a job for the incident, as grouping does when it changes."""
        async with self.database.transaction(DEFAULT_TENANT) as transaction:
            job = triage_job(self.case, Severity.MEDIUM, since=NOON, delay=GATHER)
            await QueueJobs().put(transaction.raw, [job])

    async def taken(self) -> HeldJob:
        """Let a worker take the job."""
        async with self.database.system() as system:
            row = await system.raw.fetchrow(_TAKE, HOLDER)
        assert row is not None
        return HeldJob(id=row["id"], holder=HOLDER, payload=row["payload"])

    async def jobs(self) -> list[asyncpg.Record]:
        """Return the queue."""
        async with self.database.system() as system:
            return list(await system.raw.fetch("SELECT id, status, dedupe_key, payload FROM pgqueuer ORDER BY id"))

    async def assessed(self, version: int) -> None:
        """Let the incident have its verdict."""
        async with self.database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.raw.execute("UPDATE incidents SET assessed_version = $1", version)


_TAKE = "UPDATE pgqueuer SET status = 'picked', queue_manager_id = $1 RETURNING id, payload"


@pytest.fixture
async def scene(database: Database) -> Scene:
    """Return an incident with its job."""
    clock = FrozenClock(NOON)
    alerts = await taken_in(database, clock, [an_alert()])
    scene = Scene(database, await an_incident_of(database, clock, alerts))
    await scene.put()
    return scene


async def test_while_its_job_runs_no_other_is_put_and_afterwards_one_can_be(scene: Scene) -> None:
    """Two runs of one incident never happen at once."""
    job = await scene.taken()
    await scene.put()
    assert len(await scene.jobs()) == 1
    await scene.assessed(1)
    await scene.end(scene.case, job)
    assert len(await scene.jobs()) == 1
    await scene.put()
    assert len(await scene.jobs()) == 2


async def test_what_changed_while_the_job_ran_gets_a_job_of_its_own(scene: Scene) -> None:
    """Its put was skipped, so the one that runs makes up for it before it ends."""
    job = await scene.taken()
    await set_version(scene.database, scene.case.incident, 4)
    await scene.put()
    await scene.assessed(1)
    await scene.end(scene.case, job)
    _, later = await scene.jobs()
    assert (later["status"], later["dedupe_key"]) == ("queued", f"triage:{scene.case.incident}")
    assert msgspec.json.decode(later["payload"], type=Case).version == 4


async def test_a_closed_incident_gets_no_further_job(scene: Scene) -> None:
    """Nobody would look at it."""
    job = await scene.taken()
    await set_version(scene.database, scene.case.incident, 4)
    async with scene.database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET status = 'closed'")
    await scene.end(scene.case, job)
    assert len(await scene.jobs()) == 1


async def test_who_lost_the_job_to_another_worker_ends_nothing(scene: Scene) -> None:
    """A worker that was paused wakes up: the incident's job is another's, and stays so."""
    job = await scene.taken()
    await set_version(scene.database, scene.case.incident, 4)
    await scene.end(scene.case, msgspec.structs.replace(job, holder=UUID(int=8)))
    (row,) = await scene.jobs()
    assert row["dedupe_key"] == f"triage:{scene.case.incident}"
