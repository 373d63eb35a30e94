"""An effect happens once, or is left to a person, whatever is lost on the way."""

from contextlib import suppress

import pytest
from structlog.testing import capture_logs

from kit.actions import RECEIPT, Desktop, a_desktop, a_person, job_of
from triage_warden.core.actions.effects import Absent, CannotTell, Done, Found, NotDone, NotKnown
from triage_warden.core.actions.errors import NotDoneYet, NotSettledYet, SomebodyIsAtIt
from triage_warden.core.actions.kill_switch import Scope, ScopeKind
from triage_warden.core.actions.model import Action, ActionState
from triage_warden.engine.carry_out import MOST_ATTEMPTS, MOST_QUESTIONS
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database

LOST = NotKnown(reason="No answer within 5 seconds.")
ABSENT = Absent()


async def _once(desktop: Desktop, action: Action) -> ActionState:
    """Run the job once, as the queue would."""
    with suppress(NotSettledYet, NotDoneYet):
        await desktop.carry_out(job_of(action))
    return (await desktop.now(action)).state


async def test_what_was_asked_for_is_done_once_and_has_its_receipt(database: Database) -> None:
    """A second job for the same action does nothing."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    assert await _once(desktop, action) is ActionState.DONE
    assert await _once(desktop, action) is ActionState.DONE
    found = await desktop.now(action)
    assert found.receipt == RECEIPT
    assert [(each.number, each.outcome) for each in found.attempts] == [(1, "done")]
    assert desktop.desk.created == [action.key]
    assert desktop.ended == [("create_ticket", "done")]


async def test_a_lost_answer_is_asked_for_and_found(database: Database) -> None:
    """The ticket was made, its answer was lost: no second one."""
    desktop = await a_desktop(database, [LOST], [Found(receipt=RECEIPT)])
    action = await desktop.asked()
    assert await _once(desktop, action) is ActionState.DONE
    assert desktop.desk.created == [action.key]


async def test_not_there_does_not_count_while_a_request_may_be_on_its_way(database: Database) -> None:
    """However often it is asked; it is not done again before the time is up, and then found if it came late."""
    desktop = await a_desktop(database, [LOST], [ABSENT, ABSENT, ABSENT, Found(receipt=RECEIPT)])
    action = await desktop.asked()
    for _ in range(3):
        assert await _once(desktop, action) is ActionState.RUNNING
    await desktop.let_settle(action)
    assert await _once(desktop, action) is ActionState.DONE
    assert desktop.desk.created == [action.key]


async def test_surely_not_there_is_done_again_under_the_same_key(database: Database) -> None:
    """Asked after everything of the first attempt had run out."""
    desktop = await a_desktop(database, [LOST], [ABSENT, ABSENT])
    action = await desktop.asked()
    await _once(desktop, action)
    await desktop.let_settle(action)
    assert await _once(desktop, action) is ActionState.DONE
    found = await desktop.now(action)
    assert [(each.number, each.outcome) for each in found.attempts] == [(1, "not_done"), (2, "done")]
    assert desktop.desk.created == [action.key] * 2


async def test_an_intent_without_an_outcome_is_asked_about_before_anything_else(database: Database) -> None:
    """What a killed worker leaves: the next one does not call, it asks."""
    desktop = await a_desktop(database, [], [ABSENT])
    action = await desktop.asked()
    await desktop.carry_out.journal.intend(job_of(action), worker="worker-0", settled_within=60)
    assert await _once(desktop, action) is ActionState.RUNNING
    assert desktop.desk.created == []
    assert desktop.desk.asked == [action.key]


async def test_who_cannot_tell_for_good_leaves_it_to_a_person(database: Database) -> None:
    """An instance that hides its tickets from us will hide them tomorrow, too."""
    desktop = await a_desktop(database, [LOST], [CannotTell(reason="It hides them.", for_good=True)])
    action = await desktop.asked()
    assert await _once(desktop, action) is ActionState.UNKNOWN
    assert (await desktop.now(action)).reason == "It hides them."
    assert await _once(desktop, action) is ActionState.UNKNOWN
    assert desktop.desk.created == [action.key]
    assert desktop.ended == [("create_ticket", "unknown")]


async def test_who_cannot_tell_now_is_asked_again_but_not_for_ever(database: Database) -> None:
    """After many questions without an answer a person is told."""
    desktop = await a_desktop(database, [LOST], [CannotTell(reason="Down.")] * (MOST_QUESTIONS + 1))
    action = await desktop.asked()
    states = [await _once(desktop, action) for _ in range(MOST_QUESTIONS + 1)]
    assert set(states[:-1]) == {ActionState.RUNNING}
    assert states[-1] is ActionState.UNKNOWN


async def test_a_refusal_is_final_and_a_pause_is_not(database: Database) -> None:
    """A wrong password is not tried five times; a busy instance is asked again."""
    desktop = await a_desktop(database, [NotDone(reason="Busy.", retry_after=1), NotDone(reason="Wrong password.")])
    action = await desktop.asked()
    assert await _once(desktop, action) is ActionState.APPROVED
    assert await _once(desktop, action) is ActionState.FAILED
    assert (await desktop.now(action)).reason == "Wrong password."
    assert desktop.desk.asked == []


async def test_what_never_gets_through_fails_in_the_end(database: Database) -> None:
    """With its reason, and without having been asked for."""
    desktop = await a_desktop(database, [NotDone(reason="Unreachable.", retry_after=1)] * 9)
    action = await desktop.asked()
    states = [await _once(desktop, action) for _ in range(MOST_ATTEMPTS)]
    assert states[-1] is ActionState.FAILED
    assert len(desktop.desk.created) == MOST_ATTEMPTS


async def test_two_workers_never_have_the_same_action(database: Database) -> None:
    """While one has it, even one that is paused, the other neither calls nor asks."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    async with desktop.carry_out.journal.alone(job_of(action)):
        with pytest.raises(SomebodyIsAtIt):
            await desktop.another_worker()(job_of(action))
    assert desktop.desk.created == []
    await desktop.another_worker()(job_of(action))
    assert (await desktop.now(action)).state is ActionState.DONE


async def test_a_worker_that_was_overtaken_changes_nothing(database: Database) -> None:
    """Its attempt is not the last any more: what it writes is refused."""
    desktop = await a_desktop(database)
    action, journal = await desktop.asked(), desktop.carry_out.journal
    await journal.intend(job_of(action), worker="old", settled_within=0)
    await journal.not_done(job_of(action), 1, NotDone(reason="Not there."), again=True)
    await journal.intend(job_of(action), worker="new", settled_within=0)
    assert not await journal.done(job_of(action), 1, RECEIPT)
    assert not await journal.not_done(job_of(action), 1, NotDone(reason="x"), again=False)
    assert not await journal.give_up(job_of(action), 1, "x")
    assert (await desktop.now(action)).state is ActionState.RUNNING


async def test_while_the_kill_switch_is_on_nothing_begins(database: Database) -> None:
    """What was asked for before is refused, and stays so when the switch is released."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    scope = Scope(kind=ScopeKind.ACTION, verb="create_ticket")
    await desktop.switches.engage(DEFAULT_TENANT, scope, reason="Exercise.", by=a_person("analyst"))
    assert await _once(desktop, action) is ActionState.REFUSED
    await desktop.switches.release(DEFAULT_TENANT, scope, reason="Over.", by=a_person("manager"))
    assert await _once(desktop, action) is ActionState.REFUSED
    assert desktop.desk.created == []
    assert desktop.ended == [("create_ticket", "refused")]


async def test_the_kill_switch_stops_a_second_attempt_but_not_the_question(database: Database) -> None:
    """What was begun before is still settled."""
    desktop = await a_desktop(database, [LOST], [ABSENT, ABSENT])
    action = await desktop.asked()
    await _once(desktop, action)
    await desktop.switches.engage(DEFAULT_TENANT, Scope(), reason="Stop.", by=a_person("analyst"))
    await desktop.let_settle(action)
    assert await _once(desktop, action) is ActionState.REFUSED
    assert len(desktop.desk.created) == 1
    assert len(desktop.desk.asked) == 2


async def test_what_was_changed_after_the_yes_is_not_done(database: Database) -> None:
    """The digest of what was shown goes with it to the end."""
    desktop = await a_desktop(database)
    action = await desktop.asked()
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE actions SET connector = 'other'")
    assert await _once(desktop, action) is ActionState.REFUSED
    assert desktop.desk.created == []


async def test_two_of_the_same_are_told_loudly(database: Database) -> None:
    """It should not happen; if it does, the log has it."""
    desktop = await a_desktop(database, [LOST], [Found(receipt=RECEIPT, copies=2)])
    action = await desktop.asked()
    with capture_logs() as told:
        assert await _once(desktop, action) is ActionState.DONE
    assert "action_found_twice" in {each["event"] for each in told}


async def test_a_late_answer_of_the_same_attempt_settles_what_was_given_up(database: Database) -> None:
    """Knowing is better than not knowing."""
    desktop = await a_desktop(database, [Done(receipt=RECEIPT)])
    action, journal = await desktop.asked(), desktop.carry_out.journal
    await journal.intend(job_of(action), worker="slow", settled_within=0)
    assert await journal.give_up(job_of(action), 1, "Nobody knows.")
    assert await journal.done(job_of(action), 1, RECEIPT)
    assert (await desktop.now(action)).state is ActionState.DONE
