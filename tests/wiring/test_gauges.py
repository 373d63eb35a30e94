"""Gauges are read when they are asked for."""

from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.queries.health import CheckDatabase
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.gauges import RefreshGauges
from triage_warden.wiring.health import ProcessHealth


async def test_what_is_open_and_what_waits_is_counted(database: Database) -> None:
    """Open incidents, queue depth, the pool's connections and the parts' health are set."""
    clock = FrozenClock(NOON)
    await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    metrics = Metrics()
    health = ProcessHealth(database, CheckDatabase(database, clock))
    await RefreshGauges(database, health, metrics)()
    text = metrics.exposition("text/plain")[0].decode()
    assert "triage_warden_incidents_open 1.0" in text
    assert 'triage_warden_queue_depth{queue="group"} 0.0' in text
    assert 'triage_warden_component_healthy{component="database"} 1.0' in text
    assert 'triage_warden_db_pool_connections{state="idle"}' in text
    assert 'component="redis"' not in text


async def test_a_database_that_is_down_is_a_zero_and_no_error() -> None:
    """A scrape still answers."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    metrics = Metrics()
    try:
        health = ProcessHealth(database, CheckDatabase(database, FrozenClock()))
        await RefreshGauges(database, health, metrics)()
    finally:
        await database.close()
    assert 'triage_warden_component_healthy{component="database"} 0.0' in metrics.exposition("text/plain")[0].decode()
