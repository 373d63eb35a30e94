"""Tests of grouping as alerts arrive."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.alerts import NOON
from kit.clock import FrozenClock
from kit.grouping import ALERTS, HOUR, POLICY, host, partition, seen, user
from kit.grouping_store import GroupingInMemory
from kit.serial import Serial
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.kernel.ids import DEFAULT_TENANT


def a_store() -> GroupingInMemory:
    """Return an empty store, a day after noon."""
    return GroupingInMemory(NOON + timedelta(days=1))


async def group_all(store: GroupingInMemory, ids: Serial, batch: int = 100) -> None:
    """Group until nothing waits."""
    grouper = GroupAlerts(store, FrozenClock(store.now), ids, POLICY, batch=batch)
    while await grouper(DEFAULT_TENANT):
        pass


@given(alerts=ALERTS, seed=st.integers(0, 2**32), portion=st.integers(1, 12))
@settings(max_examples=80, deadline=None)
async def test_neither_order_nor_portions_matter(alerts: list[StoredAlert], seed: int, portion: int) -> None:
    """Law: however the same alerts arrive, the incidents are those that the pure core makes of all at once."""
    shuffled = Random(seed).sample(alerts, len(alerts))  # an order, not a secret
    store, ids = a_store(), Serial()
    for start in range(0, len(shuffled), portion):
        store.queue += shuffled[start : start + portion]
        await group_all(store, ids)
    assert store.partition() == partition(alerts)


async def test_noise_that_loses_its_place_finds_the_one_it_has_left() -> None:
    """Its account turns out to be a service's; it goes to the incident on its host, which the news does not touch."""
    noise = seen(1, user("deploy"), host("h0"), after=HOUR, severity=Severity.LOW)
    on_host, on_account = seen(2, host("h0"), after=5 * HOUR), seen(3, user("deploy"), host("a"), after=2 * HOUR)
    store, ids = a_store(), Serial()
    store.queue += [noise, on_host, on_account]
    await group_all(store, ids)
    assert store.partition() == {frozenset({"a-1", "a-3"}), frozenset({"a-2"})}
    store.queue += [seen(n, user("deploy"), host(f"w{n}"), after=HOUR) for n in range(4, 30)]
    await group_all(store, ids)
    assert frozenset({"a-1", "a-2"}) in store.partition()


async def test_urgent_alerts_do_not_wait_for_a_batch_of_others() -> None:
    """They are grouped by themselves, first; the flood that came before goes on afterwards."""
    store = a_store()
    store.queue += [seen(n, host("h"), severity=Severity.LOW) for n in range(5)]
    store.queue += [seen(9, host("other"), severity=Severity.CRITICAL)]
    grouper = GroupAlerts(store, FrozenClock(store.now), Serial(), POLICY, batch=3, large=3)
    assert await grouper(DEFAULT_TENANT) == 1
    assert store.partition() == {frozenset({"a-9"})}
    assert [await grouper(DEFAULT_TENANT) for _ in range(3)] == [3, 2, 0]


async def test_urgent_alerts_take_few_others_along() -> None:
    """Where they never end, the others would have no turn."""
    store = a_store()
    store.queue += [seen(n, host("h"), severity=Severity.LOW) for n in range(5)]
    store.queue += [seen(9, host("other"), severity=Severity.CRITICAL)]
    assert await GroupAlerts(store, FrozenClock(store.now), Serial(), POLICY)(DEFAULT_TENANT) == 6


async def test_after_a_batch_that_took_long_it_rests_and_hands_on() -> None:
    """What comes meanwhile makes one batch; nothing of it is forgotten."""
    store, clock = a_store(), FrozenClock(NOON)
    store.queue += [seen(1, host("h"))]
    grouper = GroupAlerts(store, clock, Serial(), POLICY)
    grouper.rests.begin(DEFAULT_TENANT, 1, began=clock.monotonic() - 0.4, now=clock.monotonic())
    assert await grouper(DEFAULT_TENANT) == 0
    assert store.put_off == [timedelta(seconds=0.4)]
    clock.advance(timedelta(seconds=0.5))
    assert await grouper(DEFAULT_TENANT) == 1


async def test_a_batch_is_no_larger_than_it_may_be() -> None:
    """The rest waits for the next."""
    store = a_store()
    store.queue += [seen(n, host("h")) for n in range(5)]
    grouper = GroupAlerts(store, FrozenClock(store.now), Serial(), POLICY, batch=3)
    assert [await grouper(DEFAULT_TENANT) for _ in range(3)] == [3, 2, 0]
