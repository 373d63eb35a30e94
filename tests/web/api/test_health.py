import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from kit.web import HEALTHY, World, a_client
from triage_warden.web.api.health import DEADLINE_SECONDS
from triage_warden.web.shared.health import Component, Components, Database, Queue, Status

DOWN = Components(
    database=Database(status=Status.UNHEALTHY, reason="The database does not answer."),
    queue=Queue(status=Status.UNHEALTHY),
)
PENDING = Components(database=Database(status=Status.HEALTHY, schema="pending"), queue=Queue(status=Status.HEALTHY))


@pytest.mark.parametrize(
    ("components", "status", "reason"), [(HEALTHY, 200, None), (DOWN, 503, "answer"), (PENDING, 503, "migrate")]
)
async def test_ready_when_the_database_answers_with_our_schema(
    components: Components, status: int, reason: str | None
) -> None:
    """Else 503 with the reason."""
    world = World()
    world.health.components = components
    async with a_client(world) as client:
        answer = await client.get("/ready")
        alive = await client.get("/live")
    assert answer.status_code == status
    assert (reason or "") in (answer.json()["reason"] or "")
    assert alive.status_code == 200


async def test_a_process_that_stops_is_not_ready() -> None:
    """Load balancers are to send requests elsewhere before connections are closed."""
    stopping = asyncio.Event()
    stopping.set()
    async with a_client(World(), stopping=stopping) as client:
        assert (await client.get("/ready")).status_code == 503


async def test_health_says_what_the_spec_says() -> None:
    """The short form has exactly these fields."""
    world = World()
    async with a_client(world) as client:
        world.clock.advance(timedelta(seconds=90))
        body = (await client.get("/health")).json()
    assert body == {
        "status": "healthy",
        "version": "0.0.0",
        "uptime_seconds": 90.0,
        "database": {"status": "healthy", "schema": "current", "reason": None},
    }


async def test_parts_that_do_not_exist_yet_say_so() -> None:
    """The long form has every part; nobody is told that a part is well that is not there."""
    async with a_client(World()) as client:
        parts = (await client.get("/health/detailed")).json()["components"]
    assert set(parts) == {"database", "redis", "queue", "kill_switch", "connectors", "llm", "leader_elector"}
    assert parts["redis"] == parts["llm"] == {"status": "disabled"}
    assert parts["leader_elector"] == {
        "enabled": False,
        "backend": None,
        "is_leader": None,
        "leader": None,
        "lease_expires_at": None,
        "fencing_token": None,
        "resources": [],
    }


@pytest.mark.parametrize(("status", "code"), [("halted", 200), ("degraded", 200), ("unhealthy", 503)])
async def test_the_whole_is_as_bad_as_its_worst_part(status: str, code: int) -> None:
    """Only unhealthy answers 503."""
    world = World()
    world.health.components = Components(
        database=HEALTHY.database, queue=HEALTHY.queue, kill_switch=Component(status=Status(status))
    )
    async with a_client(world) as client:
        answer = await client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (code, status)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A check that never ends."""

    async def check(self) -> Components:
        """Wait for ever."""
        await asyncio.Event().wait()
        raise AssertionError


async def test_a_check_that_hangs_is_an_answer() -> None:
    """A probe hears within the deadline that nothing answers."""
    async with asyncio.timeout(DEADLINE_SECONDS + 20), a_client(World(), health=Stuck()) as client:
        answer = await client.get("/ready")
    assert answer.status_code == 503


async def test_a_kill_switch_that_cannot_be_read_in_time_counts_as_on() -> None:
    """In health and for whoever watches the metric: no action begins."""
    async with asyncio.timeout(2 * DEADLINE_SECONDS + 20), a_client(World(), health=Stuck()) as client:
        detailed = (await client.get("/health/detailed")).json()
        metrics = (await client.get("/metrics")).text
    assert detailed["components"]["kill_switch"]["status"] == "halted"
    assert "triage_warden_kill_switch_active 1.0" in metrics
