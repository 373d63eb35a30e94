"""The story reads from top to bottom, and stops where there is nothing to tell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from kit.alerts import NOON
from kit.incidents import an_incident
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Category, Verdict
from triage_warden.core.triage.ports import CaseFile
from triage_warden.core.triage.story import ALERTS_A_STEP, triage
from triage_warden.kernel.ids import AlertId, RunId

VERDICT = Assessment(
    verdict=Verdict.INCONCLUSIVE,
    confidence=0.5,
    category=Category.OTHER,
    severity=Severity.MEDIUM,
    summary="Nothing is known.",
    assessed_at=NOON,
)


@dataclass
class ScriptedSteps:
    """Writes down what the story asks for."""

    file: CaseFile | None
    asked: list[str] = field(default_factory=list[str])

    async def open(self) -> CaseFile | None:
        """Open."""
        self.asked.append("open")
        return self.file

    async def examine(self, alerts: Sequence[AlertId]) -> None:
        """Examine."""
        self.asked.append(f"examine {len(alerts)}")

    async def survey(self, file: CaseFile) -> None:
        """Survey."""
        assert file is self.file
        self.asked.append("survey")

    async def assess(self, file: CaseFile) -> Assessment:
        """Assess."""
        assert file is self.file
        self.asked.append("assess")
        return VERDICT


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
