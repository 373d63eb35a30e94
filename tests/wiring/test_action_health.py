"""Whether actions are halted, and whether the connected systems answer."""

from kit.actions import a_desktop, a_person, job_of
from kit.clock import FrozenClock
from triage_warden.connector_kit.http.breaker import FAILURES
from triage_warden.core.actions.kill_switch import Scope, ScopeKind
from triage_warden.core.actions.systems import Systems
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database
from triage_warden.web.shared.health import Status
from triage_warden.wiring.action_health import ActionHealth
from triage_warden.wiring.connectors import Connected, connected
from triage_warden.wiring.settings import read_settings

NOTHING = Connected(Systems({}), {})


async def test_a_switch_halts_and_health_says_what_but_not_why(database: Database) -> None:
    """The reason may name people and cases; anybody may ask for health."""
    health, switches = ActionHealth(database, NOTHING), (await a_desktop(database)).switches
    assert (await health.kill_switch()).status is Status.HEALTHY
    for scope in (Scope(kind=ScopeKind.TENANT), Scope(kind=ScopeKind.ACTION, verb="create_ticket"), Scope()):
        await switches.engage(DEFAULT_TENANT, scope, reason="A secret reason.", by=a_person())
    found = await health.kill_switch()
    assert found.status is Status.HALTED
    assert found.reason == (
        "The kill switch is on for every action, the action create_ticket, the actions of 1 tenant."
    )


async def test_a_switch_that_cannot_be_read_halts() -> None:
    """No state, no action."""
    database = Database.open("postgres://nobody@127.0.0.1:1/nothing?connect_timeout=1")
    try:
        assert (await ActionHealth(database, NOTHING).kill_switch()).status is Status.HALTED
    finally:
        await database.close()


async def test_connectors_are_disabled_healthy_or_degraded(database: Database) -> None:
    """By what answers, and by what nobody knows."""
    assert (await ActionHealth(database, NOTHING).connectors()).status is Status.DISABLED
    settings = {"TW_SERVICENOW_URL": "https://example.service-now.com", "TW_SERVICENOW_TOKEN": "t"}
    there = connected(read_settings(settings), FrozenClock(), lambda _connector, _outcome: None)
    health = ActionHealth(database, there)
    assert (await health.connectors()).status is Status.HEALTHY
    for _ in range(FAILURES):
        there.clients["servicenow"].breaker.failed(0.0)
    desktop = await a_desktop(database)
    action = await desktop.asked()
    await desktop.carry_out.journal.intend(job_of(action), worker="w", settled_within=0)
    await desktop.carry_out.journal.give_up(job_of(action), 1, "x")
    found = await health.connectors()
    assert found.status is Status.DEGRADED
    assert found.reason == "servicenow does not answer. Nobody knows what became of 1 action."
    await there.close()
