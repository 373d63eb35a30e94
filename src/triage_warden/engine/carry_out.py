"""Carry an action out so that its effect happens once, or a person is told that nobody knows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from triage_warden.core.actions.effects import Absent, CannotTell, Done, Found, NotDone, NotKnown, Receipt
from triage_warden.core.actions.errors import NotDoneYet, NotSettledYet
from triage_warden.core.actions.model import Action, ActionJob, ActionState, Attempt
from triage_warden.core.actions.next_move import Move, next_move
from triage_warden.core.actions.ports import EffectJournal
from triage_warden.core.actions.systems import Systems
from triage_warden.core.actions.verb import name_of
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.deadline import Deadline

log = structlog.get_logger(__name__)

MOST_ATTEMPTS: Final = 5
MOST_QUESTIONS: Final = 20
"""Questions without an answer, after which a person is told. Those who ask too early for an answer to count ask seldom,
so nearly all of these fall into the time when an answer would settle it."""
ASK_AGAIN_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class CarryOut:
    """Intent, call, outcome; and after a call whose outcome was lost: ask, and wait until the answer counts.

    The reasoning is in docs/decisions (effects happen once).
    """

    journal: EffectJournal
    systems: Systems
    clock: Clock
    worker: str
    count: Callable[[str, str], None]
    """Called with verb and outcome once an action has ended."""

    async def __call__(self, job: ActionJob) -> None:
        """Do what the action's state calls for.

        Raises:
            SomebodyIsAtIt, NotSettledYet, NotDoneYet: the job is to come back later.
        """
        async with self.journal.alone(job):
            action, seconds_left = await self.journal.read(job)
            match next_move(action):
                case Move.NOTHING:
                    return
                case Move.CALL:
                    await self._call(job, action)
                case Move.ASK:
                    await self._ask(job, action, seconds_left)

    async def _call(self, job: ActionJob, approved: Action) -> None:
        timing = self.systems.timing(approved)
        deadline = Deadline.after(self.clock, timing.call)  # from before the intent: a pause in between counts
        action = await self.journal.intend(job, worker=self.worker, settled_within=timing.call + timing.settle)
        attempt = action.last
        if action.state is not ActionState.RUNNING or attempt is None:
            self._ended(action, action.state.value)
            return
        match await self.systems.perform(action, deadline):
            case Done(receipt=receipt):
                await self._done(job, action, receipt)
            case NotDone() as outcome:
                await self._not_done(job, action, outcome)
            case NotKnown(reason=reason):
                log.warning("action_outcome_lost", action_id=str(action.id), attempt=attempt.number, reason=reason)
                await self.journal.not_known(job, attempt.number, reason)
                await self._ask(job, *await self.journal.read(job))

    async def _ask(self, job: ActionJob, action: Action, seconds_left: float) -> None:
        """Ask the other side; "not there" counts only when it was asked after nothing could be on its way any more."""
        attempt = _last(action)
        match await self.systems.find(action):
            case Found(receipt=receipt, copies=copies):
                if copies > 1:
                    log.error("action_found_twice", action_id=str(action.id), copies=copies)
                await self._done(job, action, receipt)
            case Absent() if seconds_left <= 0:
                await self._not_there(job, action)
            case Absent():
                await self.journal.asked(job, attempt.number)
                raise NotSettledYet(retry_after=max(1, int(seconds_left) + 1))
            case CannotTell(reason=reason, for_good=for_good):
                if for_good or attempt.asked >= MOST_QUESTIONS:
                    if await self.journal.give_up(job, attempt.number, reason):
                        self._ended(action, "unknown")
                    return
                await self.journal.asked(job, attempt.number)
                raise NotSettledYet(retry_after=ASK_AGAIN_SECONDS, detail=reason)

    async def _not_there(self, job: ActionJob, action: Action) -> None:
        again = _last(action).number < MOST_ATTEMPTS
        reason = "The other side does not have it, asked after every request of ours had run out."
        if await self.journal.not_done(job, _last(action).number, NotDone(reason=reason), again=again):
            if again:
                await self._call(job, action)
            else:
                self._ended(action, "failed")

    async def _done(self, job: ActionJob, action: Action, receipt: Receipt) -> None:
        if await self.journal.done(job, _last(action).number, receipt):
            self._ended(action, "done")

    async def _not_done(self, job: ActionJob, action: Action, outcome: NotDone) -> None:
        number = _last(action).number
        again = outcome.retry_after is not None and number < MOST_ATTEMPTS
        if await self.journal.not_done(job, number, outcome, again=again) and not again:
            self._ended(action, "failed")
        if again:
            raise NotDoneYet(retry_after=max(1, int(outcome.retry_after or 0)), detail=outcome.reason)

    def _ended(self, action: Action, outcome: str) -> None:
        log.info("action_ended", action_id=str(action.id), action=name_of(action.verb), outcome=outcome)
        self.count(name_of(action.verb), outcome)


def _last(action: Action) -> Attempt:
    if action.last is None:
        message = "a running action has an attempt"
        raise AssertionError(message)
    return action.last
