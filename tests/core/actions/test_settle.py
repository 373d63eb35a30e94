"""A person settles what nobody knows."""

from collections.abc import Callable
from uuid import UUID

import pytest

from kit.actions import Desktop, a_desktop, a_person, job_of
from triage_warden.core.actions.errors import NoSuchAction, NotUnknown
from triage_warden.core.actions.model import Action, ActionId, ActionState
from triage_warden.core.actions.settle import Settle
from triage_warden.core.incidents.errors import ReasonRequired
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database

Settled = Callable[..., object]


async def _unknown(desktop: Desktop) -> Action:
    action, journal = await desktop.asked(), desktop.carry_out.journal
    await journal.intend(job_of(action), worker="w", settled_within=0)
    await journal.give_up(job_of(action), 1, "Nobody knows.")
    return action


@pytest.mark.parametrize(("done", "state"), [(True, ActionState.DONE), (False, ActionState.FAILED)])
async def test_what_they_found_stands(database: Database, state: ActionState, *, done: bool) -> None:
    """With who and why; a second time is refused."""
    desktop = await a_desktop(database)
    action = await _unknown(desktop)
    settle = Settle(desktop.ask_for.requests)
    found = await settle(DEFAULT_TENANT, action.id, done=done, reason=" Looked. ", by=a_person("manager"))
    assert (found.state, found.reason, found.settled_by) == (state, "Looked.", "manager")
    with pytest.raises(NotUnknown):
        await settle(DEFAULT_TENANT, action.id, done=done, reason="Again.", by=a_person("manager"))
    await desktop.carry_out(job_of(action))
    assert desktop.desk.created == []


async def test_only_what_is_unknown_and_only_with_a_reason(database: Database) -> None:
    """An approved action is not waved through by hand."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    settle = Settle(desktop.ask_for.requests)
    with pytest.raises(NotUnknown, match="approved"):
        await settle(DEFAULT_TENANT, action.id, done=True, reason="x", by=a_person("manager"))
    with pytest.raises(ReasonRequired):
        await settle(DEFAULT_TENANT, action.id, done=True, reason="  ", by=a_person("manager"))
    with pytest.raises(NoSuchAction):
        await settle(DEFAULT_TENANT, ActionId(UUID(int=1)), done=True, reason="x", by=a_person("manager"))
