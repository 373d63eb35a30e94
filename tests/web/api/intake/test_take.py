import asyncio
from dataclasses import dataclass, field

from kit.web import World, a_client
from triage_warden.core.alerts.model import Batch, Stored
from triage_warden.core.alerts.take_in import TakeIn
from triage_warden.kernel.ids import TenantId
from triage_warden.web.shared.limits import IntakeLimits

ONE = b'{"id":"1","title":"One"}'


@dataclass(slots=True)
class SlowStore:
    """Stores when it is told to."""

    inner: World
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def put(self, tenant: TenantId, batch: Batch) -> list[Stored]:
        """Wait, then store."""
        await self.go.wait()
        return await self.inner.alerts.put(tenant, batch)


async def test_the_answer_comes_after_the_commit() -> None:
    """Law 2: while the store has not said yes, the sender has heard nothing."""
    world = World()
    store = SlowStore(world)
    async with a_client(world, take_in=TakeIn(store)) as client, asyncio.TaskGroup() as group:
        answer = group.create_task(client.post("/api/v1/alerts", content=ONE))
        await asyncio.sleep(0.05)
        assert not answer.done()
        store.go.set()
    assert answer.result().status_code == 202


async def test_a_big_body_leaves_the_event_loop() -> None:
    """Past the threshold the result is the same; only the thread differs."""
    async with a_client(World(), limits=IntakeLimits(thread_above_bytes=1)) as client:
        answer = await client.post("/api/v1/alerts", content=b"[" + ONE + b",2]")
    assert [each["outcome"] for each in answer.json()["alerts"]] == ["accepted", "quarantined"]


async def test_big_bodies_take_turns() -> None:
    """As many are read at once as there are readers; the others wait without a thread of their own."""
    readers = asyncio.Semaphore(1)
    async with a_client(World(), limits=IntakeLimits(thread_above_bytes=1), readers=readers) as client:
        await readers.acquire()
        async with asyncio.TaskGroup() as group:
            answer = group.create_task(client.post("/api/v1/alerts", content=ONE))
            await asyncio.sleep(0.05)
            assert not answer.done()
            readers.release()
        assert answer.result().status_code == 202
