"""Tests of the gate before the backlog."""

from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.intake import RememberedJobs, a_batch, alerts_numbered
from kit.stored import an_incident, keep_incident
from triage_warden.core.alerts.errors import BacklogFull
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database


async def test_what_was_let_in_counts_before_the_next_look(database: Database) -> None:
    """Between two looks at the database the gate adds what it let in itself."""
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(4, FrozenClock()))
    await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([1, 2])))
    await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([3, 4])))
    with pytest.raises(BacklogFull):
        await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([5])))


async def test_opens_again_when_the_backlog_is_worked_off(database: Database) -> None:
    """Half a second later the database is asked again."""
    clock = FrozenClock()
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(2, clock))
    await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([1, 2])))
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE alert_fingerprints SET grouped_at = now()")
    with pytest.raises(BacklogFull):
        await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([3])))
    clock.advance(timedelta(seconds=1))
    await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([3])))


async def test_incidents_that_wait_for_assessment_count(database: Database) -> None:
    """Grouped is not triaged."""
    await keep_incident(database, *[an_incident(number) for number in range(3)])
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(3, FrozenClock()))
    with pytest.raises(BacklogFull, match="3 alerts and incidents"):
        await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([1])))


async def test_an_empty_backlog_takes_a_batch_over_the_limit(database: Database) -> None:
    """Else a batch larger than the limit could never be sent."""
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(2, FrozenClock()))
    assert len(await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered(range(5))))) == 5
