"""A case store in memory that can lose a process at any commit."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.model import Incident
from triage_warden.core.triage.ports import Case, CaseFile, StepRecord
from triage_warden.kernel.ids import AlertId, RunId


class ProcessDiedError(BaseException):
    """The process is gone; nothing of the open transaction remains."""


@dataclass
class State:
    """What is committed."""

    incident: Incident
    alerts: dict[AlertId, tuple[StoredAlert, bytes]]
    examined: set[AlertId] = field(default_factory=set[AlertId])
    run: RunId | None = None
    steps: dict[str, StepRecord] = field(default_factory=dict[str, StepRecord])
    facts: dict[tuple[AlertId | None, str], Fact] = field(default_factory=dict[tuple[AlertId | None, str], Fact])
    writes: list[str] = field(default_factory=list[str])
    assessments: list[Assessment] = field(default_factory=list[Assessment])


@dataclass
class Transaction:
    """A copy of the state, to be committed or thrown away."""

    state: State

    async def open(self, run: RunId) -> CaseFile | None:
        """Begin or go on."""
        if self.state.assessments:
            return None
        self.state.run = self.state.run or run
        unexamined = tuple(alert for alert in self.state.alerts if alert not in self.state.examined)
        alerts = tuple(alert for alert, _ in self.state.alerts.values())
        return CaseFile(run=self.state.run, incident=self.state.incident, alerts=alerts, unexamined=unexamined)

    async def recorded(self, step: str) -> StepRecord | None:
        """Return the line."""
        return self.state.steps.get(step)

    async def record(self, step: StepRecord) -> None:
        """Write the line."""
        self.state.steps.setdefault(step.step, step)
        self.state.writes.append(step.step)

    async def failed(self, step: str, error: str, *, started_at: datetime) -> None:
        """Nothing fails here but the whole process."""
        raise AssertionError((step, error, started_at))

    async def payloads(self, alerts: Sequence[AlertId]) -> Sequence[tuple[StoredAlert, bytes]]:
        """Return alerts with payloads."""
        return [self.state.alerts[alert] for alert in alerts]

    async def keep_examined(self, facts: Mapping[AlertId, Sequence[Fact]]) -> None:
        """Keep what payloads show."""
        self.state.examined.update(facts)
        self.state.facts.update({(alert, fact.id): fact for alert, found in facts.items() for fact in found})

    async def keep_surveyed(self, alerts: Mapping[AlertId, Sequence[Fact]], incident: Sequence[Fact]) -> None:
        """Keep what looking around shows."""
        self.state.facts.update({(alert, fact.id): fact for alert, found in alerts.items() for fact in found})
        self.state.facts.update({(None, fact.id): fact for fact in incident})

    async def facts(self, alerts: Sequence[AlertId]) -> list[Fact]:
        """Return the facts."""
        return [fact for (alert, _), fact in sorted(self.state.facts.items(), key=str) if alert in {None, *alerts}]

    async def close_with(self, assessment: Assessment) -> None:
        """End the run."""
        self.state.assessments.append(assessment)


@dataclass
class CaseStoreInMemory:
    """Commits copies; dies at the commits whose numbers (from 0) are in `dies_at`, before or after they count."""

    state: State
    dies_before: frozenset[int] = frozenset()
    dies_after: frozenset[int] = frozenset()
    commits: int = 0

    @asynccontextmanager
    async def transaction(self, case: Case) -> AsyncGenerator[Transaction]:
        """Open a transaction."""
        assert case.incident == self.state.incident.id
        transaction = Transaction(deepcopy(self.state))
        yield transaction
        number, self.commits = self.commits, self.commits + 1
        if number in self.dies_before:
            raise ProcessDiedError
        self.state = transaction.state
        if number in self.dies_after:
            raise ProcessDiedError
