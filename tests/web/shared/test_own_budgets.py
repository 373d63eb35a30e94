"""What one process counts for itself."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kit.clock import FrozenClock
from triage_warden.kernel.rates import Ask, Spent
from triage_warden.web.shared.own_budgets import MOST_BUCKETS, OwnBudgets


@given(limit=st.integers(1, 10_000), pauses=st.lists(st.floats(0, 30), max_size=40))
async def test_in_no_time_more_than_a_burst_and_what_came_back(limit: int, pauses: list[float]) -> None:
    """Over any time at most the limit, and as much again for each minute that passed."""
    clock = FrozenClock()
    budgets, began, taken = OwnBudgets(clock), clock.monotonic(), 0
    for pause in pauses:
        clock.advance(timedelta(seconds=pause))
        taken += not (await budgets.spend([Ask(kind="caller", who="x", limit=limit)])).wait
    assert taken <= limit * (1 + (clock.monotonic() - began) / 60) + 1e-6


async def test_all_or_nothing() -> None:
    """Where one of several limits is used up, the others are as they were."""
    budgets = OwnBudgets(FrozenClock())
    wide, narrow = Ask(kind="caller", who="x", limit=60), Ask(kind="source", who="y", limit=1)
    assert (await budgets.spend([wide, narrow])).used == (1.0, 60.0)
    refused = await budgets.spend([wide, narrow])
    assert (refused.wait, refused.used) == (60.0, (1.0, 60.0))
    assert (await budgets.spend([wide])).used == (2.0,)


async def test_it_believes_what_others_found_where_that_is_more() -> None:
    """And never less than it knows."""
    clock = FrozenClock()
    budgets, ask = OwnBudgets(clock), Ask(kind="caller", who="x", limit=60)
    budgets.learn([ask], Spent(wait=0, used=(59.5,)), clock.monotonic())
    budgets.learn([ask], Spent(wait=0, used=(1.0,)), clock.monotonic())
    assert budgets.look([ask]).wait == 0.5
    assert (await budgets.spend([ask])).wait == 0.5
    clock.advance(timedelta(seconds=0.5))
    assert (await budgets.spend([ask])).wait == 0


async def test_what_is_kept_has_a_bound() -> None:
    """Somebody with many addresses costs no more memory than that."""
    budgets = OwnBudgets(FrozenClock())
    for each in range(MOST_BUCKETS + 3):
        await budgets.spend([Ask(kind="address", who=str(each), limit=1)])
    assert len(budgets.full_at) <= MOST_BUCKETS
