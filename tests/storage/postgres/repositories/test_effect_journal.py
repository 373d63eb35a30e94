"""An intent is committed with its attempt, times and worker; outcomes follow (engine/test_carry_out has the whole)."""

from uuid import UUID

import pytest

from kit.actions import RECEIPT, a_desktop, job_of
from triage_warden.core.actions.effects import NotDone
from triage_warden.core.actions.errors import NoSuchAction
from triage_warden.core.actions.model import ActionId, ActionJob, ActionState
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.incidents import PostgresIncidentReader
from triage_warden.storage.postgres.unit import Database


async def test_an_intent_says_who_when_and_until_when(database: Database) -> None:
    """By the database's time."""
    desktop = await a_desktop(database)
    action, journal = await desktop.asked(), desktop.carry_out.journal
    begun = await journal.intend(job_of(action), worker="w-1", settled_within=90)
    assert begun.state is ActionState.RUNNING
    assert begun.last is not None
    assert (begun.last.number, begun.last.worker, begun.last.outcome) == (1, "w-1", None)
    assert (begun.last.settle_after - begun.last.started_at).total_seconds() == pytest.approx(90, abs=0.1)
    _, left = await journal.read(job_of(action))
    assert 80 < left <= 90


async def test_an_action_that_is_not_approved_gets_no_attempt(database: Database) -> None:
    """A second intent for a running one is none."""
    desktop = await a_desktop(database)
    action, journal = await desktop.asked(), desktop.carry_out.journal
    await journal.intend(job_of(action), worker="w-1", settled_within=1)
    again = await journal.intend(job_of(action), worker="w-2", settled_within=1)
    assert again.state is ActionState.RUNNING
    assert len((await desktop.now(action)).attempts) == 1


async def test_every_end_is_on_the_incidents_timeline(database: Database) -> None:
    """In words, with the ticket's number."""
    desktop = await a_desktop(database)
    action, journal = await desktop.asked(), desktop.carry_out.journal
    await journal.intend(job_of(action), worker="w-1", settled_within=1)
    await journal.not_known(job_of(action), 1, "No answer.")
    await journal.asked(job_of(action), 1)
    assert await journal.done(job_of(action), 1, RECEIPT)
    reader = PostgresIncidentReader(database)
    timeline = await reader.timeline(DEFAULT_TENANT, desktop.incident.id, PageRequest())
    assert [each.kind for each in timeline.items] == ["action_approved", "action_done"]
    assert "INC0000001" in timeline.items[-1].text
    found = await desktop.now(action)
    assert found.last is not None
    assert (found.last.outcome, found.last.asked, found.receipt) == ("done", 1, RECEIPT)


async def test_what_is_to_be_tried_again_keeps_its_reason(database: Database) -> None:
    """On the attempt and on the action."""
    desktop = await a_desktop(database)
    action, journal = await desktop.asked(), desktop.carry_out.journal
    await journal.intend(job_of(action), worker="w-1", settled_within=1)
    assert await journal.not_done(job_of(action), 1, NotDone(reason="Busy.", retry_after=1), again=True)
    found = await desktop.now(action)
    assert (found.state, found.reason) == (ActionState.APPROVED, "Busy.")
    assert [each.error for each in found.attempts] == ["Busy."]


async def test_an_action_that_is_not_there(database: Database) -> None:
    """Neither read nor begun."""
    journal = (await a_desktop(database)).carry_out.journal
    job = ActionJob(tenant=DEFAULT_TENANT, action=ActionId(UUID(int=5)))
    with pytest.raises(NoSuchAction):
        await journal.read(job)
    with pytest.raises(NoSuchAction):
        await journal.intend(job, worker="w", settled_within=1)
