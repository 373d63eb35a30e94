"""Who leads is asked for seldom, and a part that is down is a state."""

from datetime import timedelta

from kit.clock import FrozenClock
from kit.leases import MemoryFence, MemoryLease
from triage_warden.engine.leadership.candidate import Candidate, Change
from triage_warden.engine.leadership.standings import SeeStandings
from triage_warden.engine.leadership.times import LeaseTimes


def _tell(resource: str, change: Change) -> None:
    assert (resource, change) == ("work", "won")


def _parts() -> tuple[FrozenClock, MemoryLease, MemoryFence, Candidate]:
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    candidate = Candidate("work", "a/1", lease=lease, fence=fence, times=LeaseTimes(), clock=clock, tell=_tell)
    return clock, lease, fence, candidate


async def test_each_resource_has_its_own_leader() -> None:
    """Ours, another's, nobody's."""
    clock, lease, fence, candidate = _parts()
    await candidate.step()
    await lease.acquire("other", "b/2", 15)
    seen = await SeeStandings(["work", "other", "none"], {"work": candidate}, lease, fence, clock)()
    assert [(each.resource, each.is_leader, each.holder, each.token) for each in seen.resources] == [
        ("work", True, "a/1", 1),
        ("other", False, "b/2", None),
        ("none", False, None, None),
    ]
    assert seen.answered
    assert seen.resources[0].seconds_left == 15


async def test_what_was_seen_is_good_for_a_second() -> None:
    """Probes from many sides cost one question."""
    clock, lease, fence, candidate = _parts()
    see = SeeStandings(["work"], {}, lease, fence, clock)
    assert (await see()).resources[0].holder is None
    await candidate.step()
    assert (await see()).resources[0].holder is None
    clock.advance(timedelta(seconds=1.1))
    assert (await see()).resources[0].holder == "a/1"


async def test_a_keeper_that_is_down_is_said() -> None:
    """Neither is an error."""
    clock, lease, fence, _ = _parts()
    lease.down = fence.down = True
    seen = await SeeStandings(["work"], {}, lease, fence, clock)()
    assert not seen.answered
    assert seen.resources[0].holder is None
