"""Tests of reading an alert's row by the driver (by SQLAlchemy: test_alerts)."""

from kit.alerts import an_alert, an_observable
from kit.clock import FrozenClock
from kit.intake import RememberedJobs, a_batch, a_new_alert
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.alert_rows import ALERT_COLUMNS, alert_of
from triage_warden.storage.postgres.queries.alerts import PostgresAlertReader
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database


async def test_both_ways_of_reading_give_the_same_alert(database: Database) -> None:
    """The driver's record and SQLAlchemy's row mean the same."""
    item = a_new_alert(an_alert(observables=(an_observable(),), attributes={"status": "open"}))
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1000, FrozenClock()))
    await store.put(DEFAULT_TENANT, a_batch(item))
    question = (
        f"SELECT {ALERT_COLUMNS} FROM alerts a JOIN alert_fingerprints f "
        "ON a.received_on = f.received_on AND a.id = f.alert_id"
    )
    async with database.read(DEFAULT_TENANT) as reading:
        record = await reading.raw.fetchrow(question)
    assert record is not None
    assert alert_of(record) == await PostgresAlertReader(database).get(DEFAULT_TENANT, item.id)
