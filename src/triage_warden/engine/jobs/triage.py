"""The job that triages one incident."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import msgspec
import structlog

from triage_warden.core.triage.ports import Case
from triage_warden.core.triage.story import Steps, triage
from triage_warden.engine.worker import JobKind
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.jobs import HeldJob

log = structlog.get_logger(__name__)

NAME: Final = "triage"


class UnreadableJob(Invalid):
    """The job's payload is not a case."""


@dataclass(frozen=True, slots=True)
class TriageIncident:
    """Tells the story of the incident that the payload names; an incident has one such job at a time.

    `end` lets the next job of the incident come, and puts it where the incident changed meanwhile.
    """

    steps_for: Callable[[Case], Steps]
    end: Callable[[Case, HeldJob], Awaitable[None]]
    at_once: int = 0
    """Triages at once over all processes; 0: each process' own limit is all."""

    def kind(self) -> JobKind:
        """Return this job for a worker."""
        return JobKind(name=NAME, run=self, at_once=self.at_once)

    async def __call__(self, job: HeldJob) -> None:
        """Triage the incident; nothing happens when that was done already."""
        try:
            case = msgspec.json.decode(job.payload, type=Case)
        except msgspec.MsgspecError as error:
            raise UnreadableJob(detail=f"The job's payload is not a case: {error}") from None
        assessment = await triage(self.steps_for(case))
        await self.end(case, job)
        if assessment is not None:
            log.info(
                "incident_assessed",
                incident_id=str(case.incident),
                version=case.version,
                verdict=assessment.verdict.value,
                confidence=round(assessment.confidence, 2),
            )
