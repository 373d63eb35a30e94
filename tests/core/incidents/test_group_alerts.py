"""Tests of grouping as alerts arrive."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.alerts import NOON
from kit.clock import FrozenClock
from kit.grouping import ALERTS, POLICY, partition
from kit.grouping_store import GroupingInMemory
from kit.serial import Serial
from triage_warden.core.alerts.model import StoredAlert
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
