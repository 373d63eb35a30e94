"""Gauges are read when they are asked for."""

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.gauges import RefreshGauges


async def test_what_is_open_and_the_pools_use_are_counted(database: Database) -> None:
    """Open incidents and connections are set."""
    clock = FrozenClock(NOON)
    await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    metrics = Metrics()
    await RefreshGauges(database, metrics)()
    text = metrics.exposition("text/plain")[0].decode()
    assert "triage_warden_incidents_open 1.0" in text
    assert 'triage_warden_db_pool_connections{state="idle"} 1.0' in text


async def test_a_database_that_is_down_keeps_the_last_value_and_is_no_error() -> None:
    """A scrape still answers."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    metrics = Metrics()
    metrics.incidents_open.set(7)
    try:
        await RefreshGauges(database, metrics)()
    finally:
        await database.close()
    assert "triage_warden_incidents_open 7.0" in metrics.exposition("text/plain")[0].decode()
