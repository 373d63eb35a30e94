"""The rules of an election, and that no interleaving breaks them."""

import asyncio
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kit.clock import FrozenClock
from kit.leases import MemoryFence, MemoryLease
from triage_warden.engine.leadership.candidate import Candidate, Change
from triage_warden.engine.leadership.times import LeaseTimes
from triage_warden.kernel.leadership import Leadership, StaleLease

TIMES = LeaseTimes(lease=15, renew=10, retry=2)
NAMES = ("a", "b", "c")


def _candidate(name: str, clock: FrozenClock, lease: MemoryLease, fence: MemoryFence) -> Candidate:
    def tell(resource: str, change: Change) -> None:
        assert (resource, bool(change)) == ("work", True)

    return Candidate("work", name, lease=lease, fence=fence, times=TIMES, clock=clock, tell=tell)


async def test_the_first_to_stand_leads_and_the_second_waits() -> None:
    """One lease, one token."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    first, second = _candidate("a", clock, lease, fence), _candidate("b", clock, lease, fence)
    await first.step()
    await second.step()
    assert first.leadership() == Leadership(resource="work", token=1, holder="a")
    assert second.leadership() is None


async def test_who_cannot_renew_stops_before_the_lease_runs_out() -> None:
    """It stops by its own clock, asking nobody."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    leader = _candidate("a", clock, lease, fence)
    await leader.step()
    lease.down = True
    clock.advance(timedelta(seconds=9.9))
    await leader.step()
    assert leader.leadership() is not None
    clock.advance(timedelta(seconds=0.1))
    assert leader.leadership() is None
    lease.down = False
    assert "work" in await lease.look(["work"])


async def test_who_resigns_is_followed_at_once() -> None:
    """The lease is given back and the end is written down."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    first, second = _candidate("a", clock, lease, fence), _candidate("b", clock, lease, fence)
    await first.step()
    await first.resign()
    await second.step()
    assert fence.ended == [Leadership(resource="work", token=1, holder="a")]
    assert second.leadership() == Leadership(resource="work", token=2, holder="b")


async def test_resigning_while_everything_is_down_is_no_error() -> None:
    """A process that stops, stops."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    leader = _candidate("a", clock, lease, fence)
    await leader.step()
    lease.down = fence.down = True
    await leader.resign()
    assert leader.leadership() is None


async def test_without_a_token_nobody_leads_and_the_token_is_asked_for_again() -> None:
    """The lease alone is no leadership."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    leader = _candidate("a", clock, lease, fence)
    fence.down = True
    await leader.step()
    assert leader.leadership() is None
    fence.down = False
    clock.advance(timedelta(seconds=2))
    await leader.step()
    assert leader.leadership() is not None


async def test_a_lease_held_without_a_token_is_given_back_in_the_end() -> None:
    """Who is cut off from the database alone lets another try."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    leader = _candidate("a", clock, lease, fence)
    fence.down = True
    for _ in range(6):
        await leader.step()
        clock.advance(timedelta(seconds=2))
    assert not await lease.look(["work"])


class _Odd(MemoryLease):
    """A keeper whose driver raises what nobody knows."""

    async def renew(self, resource: str, holder: str, seconds: float) -> bool:
        """Raise it."""
        raise ZeroDivisionError(resource, holder, seconds)


async def test_an_error_that_nobody_knows_ends_no_election() -> None:
    """It counts as a renewal that failed."""
    clock = FrozenClock()
    lease, fence = _Odd(clock), MemoryFence()
    leader = _candidate("a", clock, lease, fence)
    await leader.step()
    clock.advance(timedelta(seconds=5))
    await leader.step()
    assert leader.leadership() is not None
    clock.advance(timedelta(seconds=5))
    assert leader.leadership() is None
    await leader.step()
    assert leader.leadership() == Leadership(resource="work", token=2, holder="a")


async def test_a_lease_that_was_lost_ends_the_leadership() -> None:
    """FLUSHALL: at the next renewal it is noticed."""
    clock = FrozenClock()
    lease, fence = MemoryLease(clock), MemoryFence()
    leader = _candidate("a", clock, lease, fence)
    await leader.step()
    lease.lose()
    await leader.step()
    assert leader.leadership() is None


class Election(RuleBasedStateMachine):
    """Three processes, whose steps, pauses and losses come in any order."""

    @initialize()
    def begin(self) -> None:
        """Nobody leads."""
        self.clock = FrozenClock()
        self.fence = MemoryFence()
        self.lease = MemoryLease(self.clock)
        self.all = {name: _candidate(name, self.clock, self.lease, self.fence) for name in NAMES}
        self.believed: dict[str, Leadership] = {}
        self.lost = False

    @rule(name=st.sampled_from(NAMES))
    def step(self, name: str) -> None:
        """One process does its next thing; one that is never chosen is paused."""
        asyncio.run(self.all[name].step())

    @rule(seconds=st.sampled_from([0.5, 2.0, 5.0, 10.0, 16.0]))
    def time_passes(self, seconds: float) -> None:
        """Time passes for all."""
        self.clock.advance(timedelta(seconds=seconds))

    @rule(name=st.sampled_from(NAMES))
    def begin_work(self, name: str) -> None:
        """A process looks whether it may act, and may be paused right behind that."""
        if (leadership := self.all[name].leadership()) is not None:
            self.believed[name] = leadership

    @rule(name=st.sampled_from(NAMES))
    def write(self, name: str) -> None:
        """It writes under what it believed, however long ago."""
        if (leadership := self.believed.get(name)) is not None:
            try:
                self.fence.write(leadership)
            except StaleLease:
                self.all[name].dethrone(leadership)
                del self.believed[name]

    @rule(name=st.sampled_from(NAMES))
    def resign(self, name: str) -> None:
        """A process is told to stop, and is started again."""
        asyncio.run(self.all[name].resign())

    @rule()
    def lose_leases(self) -> None:
        """Redis is flushed, restarted, or fails over."""
        self.lease.lose()
        self.lost = True

    @rule(down=st.booleans())
    def cut_off(self, down: bool) -> None:  # noqa: FBT001  # Hypothesis calls it by name
        """The leases' keeper is cut off, or comes back."""
        self.lease.down = down

    @rule(down=st.booleans())
    def database_down(self, down: bool) -> None:  # noqa: FBT001  # likewise
        """The database is down, or comes back."""
        self.fence.down = down

    @precondition(lambda self: self.lost is False)
    @invariant()
    def at_most_one_believes_to_lead(self) -> None:
        """While leases are kept, their times alone suffice."""
        if hasattr(self, "all"):
            assert sum(each.leadership() is not None for each in self.all.values()) <= 1

    @invariant()
    def never_two_accepted_leaders(self) -> None:
        """What was accepted is one leader after the other: no token after a greater one, and each belongs to one."""
        if hasattr(self, "fence"):
            tokens = [each.token for each in self.fence.accepted]
            assert tokens == sorted(tokens)
            assert len({each.token for each in self.fence.accepted}) == len(set(self.fence.accepted))

    @invariant()
    def tokens_only_grow(self) -> None:
        """Each leadership has a token that none had before."""
        if hasattr(self, "fence"):
            tokens = [each.token for each in self.fence.terms]
            assert tokens == list(range(1, len(tokens) + 1))


TestElection = Election.TestCase
TestElection.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
