"""Switches are thrown and released with a reason, for things that exist."""

import pytest

from kit.actions import a_desktop, a_person
from triage_warden.core.actions.errors import NoSuchVerb
from triage_warden.core.actions.halt import Halt
from triage_warden.core.actions.kill_switch import Scope, ScopeKind
from triage_warden.core.incidents.errors import ReasonRequired
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database


async def test_a_reason_is_asked_for(database: Database) -> None:
    """Both times."""
    halt = Halt((await a_desktop(database)).switches)
    with pytest.raises(ReasonRequired):
        await halt.engage(DEFAULT_TENANT, Scope(), reason=" ", by=a_person("analyst"))
    await halt.engage(DEFAULT_TENANT, Scope(), reason="Odd tickets.", by=a_person("analyst"))
    with pytest.raises(ReasonRequired):
        await halt.release(DEFAULT_TENANT, Scope(), reason="", by=a_person("manager"))
    released = await halt.release(DEFAULT_TENANT, Scope(verb="ignored"), reason="Found it.", by=a_person("manager"))
    assert (released.released_by, released.release_reason) == ("manager", "Found it.")


async def test_an_action_that_there_is_not_cannot_be_halted(database: Database) -> None:
    """A slip of the finger would otherwise halt nothing, and look as if it did."""
    halt = Halt((await a_desktop(database)).switches)
    scope = Scope(kind=ScopeKind.ACTION, verb="create_tickets")
    with pytest.raises(NoSuchVerb, match="create_ticket"):
        await halt.engage(DEFAULT_TENANT, scope, reason="x", by=a_person("analyst"))
