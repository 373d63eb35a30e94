"""Budgets shared with other replicas, and what is done while nobody answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from kit.clock import FrozenClock
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.rates import Ask, Spent
from triage_warden.web.shared.own_budgets import OwnBudgets
from triage_warden.web.shared.shared_budgets import PAUSE_SECONDS, SharedBudgets

ASK = Ask(kind="caller", who="x", limit=6)


@dataclass(slots=True)
class Elsewhere:
    """Budgets somewhere else, which answer, are gone, or are silent."""

    budgets: OwnBudgets
    gone: bool = False
    silent: bool = False
    asked: int = 0

    async def spend(self, asks: Sequence[Ask]) -> Spent:
        """Count, or fail as told."""
        self.asked += 1
        if self.gone:
            raise Unavailable
        if self.silent:
            await asyncio.sleep(60)
        return await self.budgets.spend(asks)


@dataclass(slots=True)
class Scene:
    """Two replicas over the same budgets."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    told: list[bool] = field(default_factory=list[bool])
    elsewhere: Elsewhere = field(init=False)
    one: SharedBudgets = field(init=False)
    other: SharedBudgets = field(init=False)

    def __post_init__(self) -> None:
        """Put them over the same budgets."""
        self.elsewhere = Elsewhere(OwnBudgets(self.clock))
        self.one, self.other = self._replica(), self._replica()

    def _replica(self) -> SharedBudgets:
        def tell(*, shared: bool) -> None:
            self.told.append(shared)

        return SharedBudgets(self.elsewhere, OwnBudgets(self.clock), self.clock, patience=0.05, tell=tell)

    async def taken(self, replica: SharedBudgets, times: int) -> int:
        """Return how many of so many requests were let in."""
        return sum([not (await replica.spend([ASK])).wait for _ in range(times)])


async def test_replicas_share_one_budget() -> None:
    """Whoever asks first."""
    scene = Scene()
    assert await scene.taken(scene.one, 4) == 4
    assert await scene.taken(scene.other, 4) == 2


async def test_who_is_known_to_have_used_up_a_limit_is_turned_away_without_asking() -> None:
    """Also by a mere look, until something has come back."""
    scene = Scene()
    await scene.taken(scene.one, 7)
    asked = scene.elsewhere.asked
    assert await scene.taken(scene.one, 100) == 0
    assert scene.one.look([ASK]).wait == 10
    assert scene.elsewhere.asked == asked
    scene.clock.advance(timedelta(seconds=10))
    assert await scene.taken(scene.one, 2) == 1


async def test_when_nobody_answers_it_counts_for_itself_from_where_it_was() -> None:
    """Nobody starts with a full budget again; it is said once, and asked again once in a while."""
    scene = Scene()
    assert await scene.taken(scene.one, 4) == 4
    scene.elsewhere.gone = True
    with structlog.testing.capture_logs() as lines:
        assert await scene.taken(scene.one, 4) == 2
    assert [line["event"] for line in lines] == ["rate_limits_counted_alone"]
    assert (scene.elsewhere.asked, scene.told, scene.one.failed_lately()) == (5, [False], True)


async def test_silence_costs_one_request_its_patience_and_the_next_nothing() -> None:
    """While it is asked again, others do not wait."""
    scene = Scene()
    scene.elsewhere.silent = True
    async with asyncio.timeout(30):
        assert await scene.taken(scene.one, 5) == 5
    assert scene.elsewhere.asked == 1
    scene.clock.advance(timedelta(seconds=PAUSE_SECONDS))
    await asyncio.gather(*(scene.one.spend([ASK]) for _ in range(5)))
    assert scene.elsewhere.asked == 2


async def test_it_goes_back_by_itself() -> None:
    """As soon as there is an answer; what was used meanwhile is still known here."""
    scene = Scene()
    scene.elsewhere.gone = True
    assert await scene.taken(scene.one, 5) == 5
    scene.elsewhere.gone = False
    scene.clock.advance(timedelta(seconds=PAUSE_SECONDS))
    with structlog.testing.capture_logs() as lines:
        assert await scene.taken(scene.one, 5) == 1
    assert [line["event"] for line in lines] == ["rate_limits_shared_again"]
    assert (scene.told, scene.one.alone, scene.one.failed_lately()) == ([False, True], False, False)
