"""Gauges are read when they are asked for."""

from datetime import timedelta

from kit.actions import a_desktop, job_of
from kit.alerts import NOON, an_alert
from kit.audit import an_entry
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, taken_in
from kit.stalling_proxy import a_stalling_proxy
from triage_warden.connector_kit.http.breaker import FAILURES
from triage_warden.core.actions.systems import Systems
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.observability.metrics import Metrics
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.connectors import Connected, connected
from triage_warden.wiring.gauges import RefreshGauges
from triage_warden.wiring.settings import read_settings

NOTHING = Connected(Systems({}), {})
CLOCK = FrozenClock(NOON)
SERVICENOW = {
    "TW_SERVICENOW_URL": "https://example.service-now.com",
    "TW_SERVICENOW_USER": "triage",
    "TW_SERVICENOW_PASSWORD": "made up",
}


async def test_what_is_open_and_the_pools_use_are_counted(database: Database) -> None:
    """Open incidents and connections are set."""
    await an_incident_of(database, CLOCK, await taken_in(database, CLOCK, [an_alert()]))
    metrics = Metrics()
    await RefreshGauges(database, metrics, CLOCK, NOTHING)()
    text = metrics.exposition("text/plain")[0].decode()
    assert "triage_warden_incidents_open 1.0" in text
    assert 'triage_warden_db_pool_connections{state="idle"} 1.0' in text
    assert "triage_warden_db_pool_limit 10.0" in text
    assert "triage_warden_db_pool_waiting 0.0" in text


async def test_the_newest_backup_and_how_old_it_may_be_are_shown(database: Database) -> None:
    """0 until there is one: an alert tells a missing backup from an old one."""
    metrics = Metrics()
    refresh = RefreshGauges(database, metrics, CLOCK, NOTHING, timedelta(hours=36))
    read = metrics.registry.get_sample_value
    await refresh()
    assert read("triage_warden_backup_last_success_timestamp_seconds") == 0
    assert read("triage_warden_backup_within_seconds") == 36 * 3600
    await PostgresAuditLog(database).record(DEFAULT_TENANT, an_entry(1, action="backup.create"))
    await refresh()
    made = NOON + timedelta(seconds=1)
    assert read("triage_warden_backup_last_success_timestamp_seconds") == made.timestamp()


async def test_an_action_of_which_nobody_knows_is_counted(database: Database) -> None:
    """One that was done, and one that waits, are not."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    metrics = Metrics()
    refresh = RefreshGauges(database, metrics, CLOCK, NOTHING)
    await refresh()
    seen = [metrics.registry.get_sample_value("triage_warden_actions_unknown")]
    await desktop.carry_out.journal.intend(job_of(action), worker="w", settled_within=0)
    await desktop.carry_out.journal.give_up(job_of(action), 1, "x")
    await refresh()
    seen.append(metrics.registry.get_sample_value("triage_warden_actions_unknown"))
    assert seen == [0, 1]


async def test_a_database_that_is_down_keeps_the_last_value_and_is_no_error() -> None:
    """A scrape still answers."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    metrics = Metrics()
    metrics.incidents_open.set(7)
    try:
        await RefreshGauges(database, metrics, CLOCK, NOTHING)()
    finally:
        await database.close()
    assert "triage_warden_incidents_open 7.0" in metrics.exposition("text/plain")[0].decode()


async def test_a_database_that_says_nothing_does_not_hold_up_a_scrape(database_url: str) -> None:
    """Prometheus would give it up, and take a process that runs for one that is down."""
    clock = SystemClock()
    with a_stalling_proxy(database_url) as proxy:
        database = Database.open(proxy.url)
        refresh = RefreshGauges(database, Metrics(), clock, NOTHING, deadline=0.3)
        await refresh()
        proxy.stall()
        began = clock.monotonic()
        await refresh()
        took = clock.monotonic() - began
        proxy.heal()
        await refresh()
        await database.close()
    assert 0.2 < took < 9  # less than Prometheus waits; two seconds of it are the driver's, to end its connection


async def test_a_connected_system_is_up_until_it_fails_again_and_again(database: Database) -> None:
    """And is shown before anything was asked of it."""
    metrics = Metrics()
    there = connected(read_settings(SERVICENOW), CLOCK, lambda _connector, _outcome: None)
    refresh = RefreshGauges(database, metrics, CLOCK, there)
    await refresh()
    assert metrics.registry.get_sample_value("triage_warden_connector_up", {"connector": "servicenow"}) == 1
    for _ in range(FAILURES):
        there.clients["servicenow"].breaker.failed(0.0)
    await refresh()
    assert metrics.registry.get_sample_value("triage_warden_connector_up", {"connector": "servicenow"}) == 0
    await there.close()
