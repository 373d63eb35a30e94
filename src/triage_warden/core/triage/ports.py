"""What the story of a triage needs from outside."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.ids import AlertId, IncidentId, RunId, TenantId


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What one run is about: an incident as it was at one version."""

    tenant: TenantId
    incident: IncidentId
    version: int


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """An incident and the alerts that speak for it.

    Up to 500 alerts: of each rule of each source the first five, the worst and the latest. `unexamined` are those
    of them about which no facts were gathered yet.
    """

    run: RunId
    incident: Incident
    alerts: tuple[StoredAlert, ...]
    unexamined: tuple[AlertId, ...]


class StepRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the journal."""

    step: str
    input_digest: str
    result: bytes
    started_at: datetime


class CaseTransaction(Protocol):
    """One open transaction on one case; what is done in it commits together, or not at all."""

    async def open(self, run: RunId) -> CaseFile | None:
        """Begin the run, or go on with the one that was begun; None when there is nothing left to do.

        There is nothing left when the incident is gone, closed, or assessed at this version or a later one.
        """
        ...

    async def recorded(self, step: str) -> StepRecord | None:
        """Return the journal's line for a step, None while it has none."""
        ...

    async def record(self, step: StepRecord) -> None:
        """Write the journal's line for a step; the second of two writers changes nothing."""
        ...

    async def failed(self, step: str, error: str, *, started_at: datetime) -> None:
        """Count an attempt at a step that failed, with its error; a step that is done stays done."""
        ...

    async def payloads(self, alerts: Sequence[AlertId]) -> Sequence[tuple[StoredAlert, bytes]]:
        """Return alerts with their raw payloads."""
        ...

    async def keep_examined(self, facts: Mapping[AlertId, Sequence[Fact]]) -> None:
        """Keep what alerts' payloads show by themselves; every alert named counts as examined from now on."""
        ...

    async def keep_surveyed(self, alerts: Mapping[AlertId, Sequence[Fact]], incident: Sequence[Fact]) -> None:
        """Keep what the alerts show together and against the past, as of this version of the incident."""
        ...

    async def facts(self, alerts: Sequence[AlertId]) -> list[Fact]:
        """Return what these alerts' payloads show, and what the survey of this version found."""
        ...

    async def close_with(self, assessment: Assessment) -> None:
        """Keep the assessment, end the run, bring the incident up to date and tell who listens."""
        ...


class CaseStore(Protocol):
    """Opens transactions on a case."""

    def transaction(self, case: Case) -> AbstractAsyncContextManager[CaseTransaction]:
        """Return a transaction that commits when the block ends well."""
        ...
