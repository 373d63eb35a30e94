"""An elector stands, leads while it may, and gives back what it leads."""

import asyncio

from kit.clock import FrozenClock
from kit.leases import MemoryFence, MemoryLease
from triage_warden.engine.leadership.candidate import Candidate, Change
from triage_warden.engine.leadership.elector import Elector
from triage_warden.engine.leadership.times import LeaseTimes
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.leadership import Leadership

QUICK = LeaseTimes(lease=2.0, renew=1.0, retry=0.05)
LONG = LeaseTimes(lease=60.0, renew=40.0, retry=0.05)
"""So long that what ends within seconds has not ended by itself."""


class Led:
    """Remembers each leadership, and which ended."""

    def __init__(self) -> None:
        self.begun: list[Leadership] = []
        self.ended: list[Leadership] = []

    async def __call__(self, leadership: Leadership) -> None:
        """Lead until cancelled."""
        self.begun.append(leadership)
        try:
            await asyncio.Event().wait()
        finally:
            self.ended.append(leadership)


def _elector(name: str, lease: MemoryLease, fence: MemoryFence, led: Led, times: LeaseTimes = LONG) -> Elector:
    changes: list[Change] = []
    candidate = Candidate(
        "work",
        name,
        lease=lease,
        fence=fence,
        times=times,
        clock=SystemClock(),
        tell=lambda _, change: changes.append(change),
    )
    return Elector(candidate, led, lambda: 0.5)


class _Passing(FrozenClock):
    """The machine's own monotonic clock, for a lease in memory."""

    def monotonic(self) -> float:
        """Return the machine's seconds."""
        return SystemClock().monotonic()


async def _until(holds: "object", seconds: float = 10.0) -> None:
    assert callable(holds)
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  # a test looks from outside
            await asyncio.sleep(0.01)


async def test_a_leader_that_is_cancelled_gives_back_and_the_next_begins() -> None:
    """At most a retry later."""
    lease, fence, one, two = MemoryLease(_Passing()), MemoryFence(), Led(), Led()
    first, second = _elector("a", lease, fence, one), _elector("b", lease, fence, two)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(first.run())
        await _until(lambda: one.begun)
        other = group.create_task(second.run())
        await asyncio.sleep(0.1)
        assert not two.begun
        task.cancel()
        await _until(lambda: two.begun)
        other.cancel()
    assert one.ended == one.begun
    assert [each.token for each in two.begun] == [2]


async def test_a_leader_that_cannot_renew_is_cancelled_and_leads_again_later() -> None:
    """Under a new token."""
    lease, fence, led = MemoryLease(_Passing()), MemoryFence(), Led()
    elector = _elector("a", lease, fence, led, QUICK)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(elector.run())
        await _until(lambda: led.begun)
        lease.down = True
        await _until(lambda: led.ended)
        lease.down = False
        await _until(lambda: len(led.begun) == 2)
        task.cancel()
    assert [each.token for each in led.begun] == [1, 2]


async def test_a_leadership_that_the_database_refused_ends_at_once() -> None:
    """The work is cancelled without waiting for the next renewal."""
    lease, fence, led = MemoryLease(_Passing()), MemoryFence(), Led()
    elector = _elector("a", lease, fence, led)
    async with asyncio.TaskGroup() as group:
        task = group.create_task(elector.run())
        await _until(lambda: led.begun)
        elector.candidate.dethrone(led.begun[0])
        await _until(lambda: led.ended)
        task.cancel()


class _Deaf(MemoryLease):
    """A lease whose driver tells of being cancelled as of any other failure."""

    asked: asyncio.Event

    async def renew(self, resource: str, holder: str, seconds: float) -> bool:
        """Wait for an answer that does not come."""
        self.asked.set()
        try:
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            raise ConnectionResetError from None
        return await super().renew(resource, holder, seconds)


async def test_a_stop_is_heard_though_the_cancellation_was_lost() -> None:
    """Else it stands and leads for ever, and the process never ends."""
    lease, led = _Deaf(_Passing()), Led()
    lease.asked = asyncio.Event()
    elector = _elector("a", lease, MemoryFence(), led, QUICK)
    task = asyncio.ensure_future(elector.run())
    async with asyncio.timeout(20):
        await lease.asked.wait()
        elector.stop()
        task.cancel()
        await asyncio.wait({task})
    assert led.ended == led.begun != []
