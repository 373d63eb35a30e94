"""What is halted, over all tenants."""

from kit.actions import a_desktop, a_person
from triage_warden.core.actions.kill_switch import Scope
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.halted import halted_anywhere
from triage_warden.storage.postgres.unit import Database


async def test_nothing_then_something_then_nothing(database: Database) -> None:
    """Seen from outside any tenant."""
    switches = (await a_desktop(database)).switches
    assert await halted_anywhere(database) == []
    await switches.engage(DEFAULT_TENANT, Scope(), reason="x", by=a_person())
    assert await halted_anywhere(database) == ["every action"]
    await switches.release(DEFAULT_TENANT, Scope(), reason="x", by=a_person())
    assert await halted_anywhere(database) == []
