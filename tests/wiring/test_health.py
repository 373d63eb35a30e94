"""Health says how the parts are, and nothing that an anonymous caller should not know."""

import asyncpg
import msgspec

from kit.clock import FrozenClock
from kit.jobs import a_job
from kit.leases import MemoryLease
from triage_warden.core.actions.systems import Systems
from triage_warden.engine.leadership.standings import SeeStandings
from triage_warden.engine.queue import QueueJobs
from triage_warden.kernel.clock import SystemClock
from triage_warden.storage.postgres.fence import PostgresFence
from triage_warden.storage.postgres.queries.health import CheckDatabase
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.health import Status, not_ready, overall
from triage_warden.wiring.action_health import ActionHealth
from triage_warden.wiring.connectors import Connected
from triage_warden.wiring.health import ProcessHealth


def _health(database: Database, lease: MemoryLease | None = None) -> ProcessHealth:
    clock = FrozenClock()
    standings = SeeStandings(["schedules"], {}, lease or MemoryLease(clock), PostgresFence(database), clock)
    doing = ActionHealth(database, Connected(Systems({}), {}))
    return ProcessHealth(database, CheckDatabase(database, SystemClock()), standings, clock, doing)


async def test_a_database_that_answers_with_the_codes_schema_is_healthy_and_ready(database: Database) -> None:
    """An empty queue is healthy, too."""
    found = await _health(database).check()
    assert overall(found) is Status.HEALTHY
    assert not_ready(found) is None
    assert found.queue.depth == {"group": 0, "triage": 0, "act": 0}


async def test_a_database_that_is_down_is_said_without_its_name() -> None:
    """The driver's words name hosts and users; ours do not."""
    database = Database.open("postgres://secretuser:hunter2@127.0.0.1:1/secretdb?connect_timeout=1")
    try:
        found = await _health(database).check()
    finally:
        await database.close()
    assert overall(found) is Status.UNHEALTHY
    assert not_ready(found) == "The database does not answer."
    text = msgspec.json.encode(found).decode()
    assert not any(word in text for word in ("hunter2", "secretuser", "secretdb", "127.0.0.1"))


async def test_parked_and_waiting_jobs_degrade_the_queue(database: Database, database_url: str) -> None:
    """It still works, and somebody should look."""
    connection = await asyncpg.connect(database_url)
    try:
        for _ in range(2):
            await QueueJobs().put(connection, [a_job()])
        await connection.execute(
            "UPDATE pgqueuer SET created = now() - interval '5 min', execute_after = now() - interval '5 min'"
        )
        await connection.execute("UPDATE pgqueuer SET status = 'failed' WHERE id = (SELECT max(id) FROM pgqueuer)")
    finally:
        await connection.close()
    queue = (await _health(database).check()).queue
    assert queue.status is Status.DEGRADED
    assert queue.reason == "1 jobs were parked after failing. A job has waited 300 seconds."


async def test_redis_that_is_down_degrades_the_whole_and_stops_no_request(database: Database) -> None:
    """Everything that needs no leader goes on."""
    found = await _health(database, MemoryLease(FrozenClock(), backend="redis", down=True)).check()
    assert overall(found) is Status.DEGRADED
    assert not_ready(found) is None
    assert found.redis.status is Status.DEGRADED
    assert found.leader_elector.leader is None


async def test_an_older_schema_is_not_ready_and_says_what_to_do(database: Database, database_url: str) -> None:
    """Code that is newer than the schema must not serve."""
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute("UPDATE alembic_version SET version_num = '0001_alerts'")
    finally:
        await connection.close()
    found = await _health(database).check()
    assert found.database.schema == "pending"
    assert "triage-warden migrate" in (not_ready(found) or "")
