"""Steps that write down what a story asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.alerts import NOON
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Category, Verdict
from triage_warden.core.triage.ports import CaseFile
from triage_warden.kernel.ids import AlertId

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
