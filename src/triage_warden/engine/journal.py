"""The steps of a triage, each written down in the transaction of its own effect."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.look_up import LookUp
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.model import Incident
from triage_warden.core.triage.ports import Case, CaseFile, CaseStore, StepRecord
from triage_warden.engine.failed_step import WritesFailure
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import AlertId, RunId


@dataclass(frozen=True, slots=True)
class Skills:
    """What a triage can do besides reading and writing; all of it pure but the look-up, and run off the event loop."""

    examine: Callable[[StoredAlert, bytes], list[Fact]]
    """Facts that an alert's payload shows by itself."""
    look_up: LookUp
    survey: Callable[[Sequence[StoredAlert], Context], "Survey"]
    """Facts about the alerts together, and about each against the past."""
    assess: Callable[[Incident, Sequence[StoredAlert], Sequence[Fact]], Assessment]
    """The verdict that the facts bear."""


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    """Facts found by looking at all alerts: about each of them, and about the incident as a whole."""

    alerts: Mapping[AlertId, Sequence[Fact]]
    incident: Sequence[Fact]


@dataclass(slots=True)
class JournaledSteps:
    """Reads in one short transaction, thinks without one, writes the effect and the journal's line in another.

    A step with a line is not done again; a step that two processes do at once leaves one line and, because a fact's
    id is what it says, one set of facts.
    """

    case: Case
    new_run: RunId
    store: CaseStore
    skills: Skills
    clock: Clock
    on_assessed: Callable[[CaseFile, Assessment], None]
    """Called when a verdict was committed; for metrics."""

    async def open(self) -> CaseFile | None:
        """Begin the run, or go on with the one that was begun; it is about the version that is found."""
        async with self.store.transaction(self.case) as transaction:
            file = await transaction.open(self.new_run)
        if file is not None:
            self.case = msgspec.structs.replace(self.case, version=file.incident.version)
        return file

    async def examine(self, alerts: Sequence[AlertId]) -> None:
        """Find out what these payloads show by themselves."""
        step, began = f"examine:{alerts[0]}", self.clock.now()
        async with WritesFailure(self.store, self.case, step, began):
            await self._examine(alerts, step, began=began)

    async def survey(self, file: CaseFile) -> None:
        """Find out what the alerts say together and against the past."""
        at = self.clock.now()
        async with WritesFailure(self.store, self.case, "survey", at):
            await self._survey(file, at)

    async def assess(self, file: CaseFile) -> Assessment:
        """Reach the verdict, keep it, end the run."""
        began = self.clock.now()
        async with WritesFailure(self.store, self.case, "assess", began):
            assessment = await self._assess(file, began)
        self.on_assessed(file, assessment)
        return assessment

    async def _examine(self, alerts: Sequence[AlertId], step: str, *, began: datetime) -> None:
        async with self.store.transaction(self.case) as transaction:
            if await transaction.recorded(step) is not None:
                return
            payloads = await transaction.payloads(alerts)
        facts = await asyncio.to_thread(self._examine_all, payloads)
        async with self.store.transaction(self.case) as transaction:
            await transaction.keep_examined(facts)
            found = [fact.id for each in facts.values() for fact in each]
            await transaction.record(_line(step, [str(alert) for alert in alerts], found, started_at=began))

    async def _survey(self, file: CaseFile, at: datetime) -> None:
        async with self.store.transaction(self.case) as transaction:
            if await transaction.recorded("survey") is not None:
                return
        context = await self.skills.look_up(self.case.tenant, file.alerts, at)
        survey = await asyncio.to_thread(self.skills.survey, file.alerts, context)
        async with self.store.transaction(self.case) as transaction:
            await transaction.keep_surveyed(survey.alerts, survey.incident)
            found = [fact.id for each in (*survey.alerts.values(), survey.incident) for fact in each]
            await transaction.record(_line("survey", [str(alert.id) for alert in file.alerts], found, started_at=at))

    async def _assess(self, file: CaseFile, began: datetime) -> Assessment:
        async with self.store.transaction(self.case) as transaction:
            facts = await transaction.facts([alert.id for alert in file.alerts])
        assessment = await asyncio.to_thread(self.skills.assess, file.incident, file.alerts, facts)
        async with self.store.transaction(self.case) as transaction:
            line = _line("assess", [fact.id for fact in facts], [assessment.verdict.value], started_at=began)
            await transaction.record(line)
            await transaction.close_with(assessment)
        return assessment

    def _examine_all(self, payloads: Sequence[tuple[StoredAlert, bytes]]) -> dict[AlertId, list[Fact]]:
        return {alert.id: self.skills.examine(alert, payload) for alert, payload in payloads}


def _line(step: str, inputs: Sequence[str], result: Sequence[str], *, started_at: datetime) -> StepRecord:
    digest = sha256("\n".join(sorted(inputs)).encode()).hexdigest()
    return StepRecord(
        step=step,
        input_digest=digest,
        result=msgspec.json.encode(list(result)),
        started_at=started_at,
    )
