"""The story reads from top to bottom, and stops where there is nothing to tell."""

from uuid import UUID

from kit.incidents import an_incident
from kit.steps import VERDICT, ScriptedSteps
from triage_warden.core.triage.ports import CaseFile
from triage_warden.core.triage.story import ALERTS_A_STEP, triage
from triage_warden.kernel.ids import AlertId, RunId


def _file(unexamined: int) -> CaseFile:
    ids = tuple(AlertId(UUID(int=number)) for number in range(unexamined))
    return CaseFile(run=RunId(UUID(int=1)), incident=an_incident(), alerts=(), unexamined=ids)


async def test_a_story_goes_from_payloads_to_context_to_verdict() -> None:
    """Payloads are examined in small durable steps, then the whole is surveyed, then judged."""
    steps = ScriptedSteps(_file(ALERTS_A_STEP + 3))
    assert await triage(steps) == VERDICT
    assert steps.asked == ["open", f"examine {ALERTS_A_STEP}", "examine 3", "survey", "assess"]


async def test_an_incident_without_new_payloads_is_surveyed_and_judged_again() -> None:
    """A merge changes the context even when every payload was examined before."""
    steps = ScriptedSteps(_file(0))
    await triage(steps)
    assert steps.asked == ["open", "survey", "assess"]


async def test_nothing_is_asked_when_there_is_nothing_left_to_do() -> None:
    """A job that was superseded ends at once."""
    steps = ScriptedSteps(None)
    assert await triage(steps) is None
    assert steps.asked == ["open"]
