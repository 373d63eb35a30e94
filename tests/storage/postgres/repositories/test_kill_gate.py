"""Whoever throws the switch knows when he is done that nothing begins any more."""

import asyncio

from kit.actions import a_desktop, a_person
from triage_warden.core.actions.kill_switch import Scope
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.kill_gate import halted
from triage_warden.storage.postgres.unit import Database


async def test_throwing_it_waits_for_what_is_just_beginning(database: Database) -> None:
    """An intent that did not see the switch is committed before the switch is."""
    switches = (await a_desktop(database)).switches
    async with database.transaction(DEFAULT_TENANT) as beginning:
        assert await halted(beginning.raw, DEFAULT_TENANT, "create_ticket") is None
        throwing = asyncio.ensure_future(switches.engage(DEFAULT_TENANT, Scope(), reason="Stop.", by=a_person("a")))
        await asyncio.sleep(0.1)
        assert not throwing.done()
    await throwing
    async with database.transaction(DEFAULT_TENANT) as later:
        assert await halted(later.raw, DEFAULT_TENANT, "create_ticket") == "Stop."
