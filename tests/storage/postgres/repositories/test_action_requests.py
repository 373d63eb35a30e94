"""Requests are kept once, with their job."""

from uuid import UUID

import msgspec
import pytest

from kit.actions import a_desktop, a_person, job_of
from triage_warden.core.actions.errors import Halted, SameKeyOtherAction
from triage_warden.core.actions.kill_switch import Scope
from triage_warden.core.actions.model import ActionFilter
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.actions import PostgresActionReader
from triage_warden.storage.postgres.unit import Database


async def test_the_same_request_twice_is_one_action(database: Database) -> None:
    """A double click makes one ticket."""
    desktop = await a_desktop(database)
    first, again = await desktop.asked(1), await desktop.asked(1)
    assert first.id == again.id
    assert [name for name, _ in desktop.jobs.put_jobs] == ["act"]
    assert desktop.jobs.put_jobs[0][1] == msgspec.json.encode(job_of(first))


async def test_a_key_holds_for_one_action_only(database: Database) -> None:
    """What was changed in between is not taken for the same."""
    desktop = await a_desktop(database)
    await desktop.asked(1)
    with pytest.raises(SameKeyOtherAction):
        await desktop.asked(1, title="Something else")


async def test_while_the_kill_switch_is_on_nothing_is_taken(database: Database) -> None:
    """It says why, and leaves nothing behind that would run later."""
    desktop = await a_desktop(database)
    await desktop.switches.engage(DEFAULT_TENANT, Scope(), reason="Odd tickets.", by=a_person("analyst"))
    with pytest.raises(Halted, match="Odd tickets"):
        await desktop.asked(2)
    assert desktop.jobs.put_jobs == []
    found = await PostgresActionReader(database).page(DEFAULT_TENANT, ActionFilter(), PageRequest())
    assert found.items == []


async def test_any_text_comes_back_as_it_was(database: Database) -> None:
    """What is not storable as text is kept in its escapes; the digest still holds."""
    desktop = await a_desktop(database)
    action = await desktop.asked(3, title="a\x00b\u202e", description="\x00")
    assert (await desktop.now(action)).verb == action.verb
    await desktop.carry_out(job_of(action))
    assert desktop.desk.created == [action.key]
    assert UUID(int=3) != action.id
