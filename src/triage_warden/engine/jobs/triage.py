"""The job that triages one incident."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec
import structlog

from triage_warden.core.triage.ports import Case
from triage_warden.core.triage.story import Steps, triage
from triage_warden.engine.worker import JobKind
from triage_warden.kernel.errors import Invalid

log = structlog.get_logger(__name__)

NAME: Final = "triage"


class UnreadableJob(Invalid):
    """The job's payload is not a case."""


@dataclass(frozen=True, slots=True)
class TriageIncident:
    """Tells the story of the case that the payload names."""

    steps_for: Callable[[Case], Steps]

    def kind(self) -> JobKind:
        """Return this job for a worker."""
        return JobKind(name=NAME, run=self)

    async def __call__(self, payload: bytes) -> None:
        """Triage the incident; nothing happens when that was done already."""
        try:
            case = msgspec.json.decode(payload, type=Case)
        except msgspec.MsgspecError as error:
            raise UnreadableJob(detail=f"The job's payload is not a case: {error}") from None
        assessment = await triage(self.steps_for(case))
        if assessment is not None:
            log.info(
                "incident_assessed",
                incident_id=str(case.incident),
                version=case.version,
                verdict=assessment.verdict.value,
                confidence=round(assessment.confidence, 2),
            )
