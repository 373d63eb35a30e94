"""Runs, their journal and what they find, each change in a transaction on one case."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Assessment
from triage_warden.core.audit.model import ActorKind, AuditActor, AuditEntry, AuditObject, By, recorded
from triage_warden.core.facts.model import Fact
from triage_warden.core.incidents.live import Change
from triage_warden.core.triage.ports import Case, CaseFile, StepRecord
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import AlertId, IdSource, RunId
from triage_warden.storage.postgres.live import notify
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.repositories import case_alerts, case_facts
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Database, Transaction


@dataclass(frozen=True, slots=True)
class PostgresCaseStore:
    """Opens transactions on a case (see CaseStore)."""

    database: Database
    clock: Clock
    ids: IdSource

    @asynccontextmanager
    async def transaction(self, case: Case) -> AsyncGenerator["CaseOnDatabase"]:
        """Begin a transaction that commits when the block ends well."""
        async with self.database.transaction(case.tenant) as transaction:
            yield CaseOnDatabase(case, transaction, self.clock.now(), self.ids)


@dataclass(frozen=True, slots=True)
class CaseOnDatabase:
    """One open transaction on one case (see CaseTransaction)."""

    case: Case
    transaction: Transaction
    now: datetime
    ids: IdSource

    async def open(self, run: RunId) -> CaseFile | None:
        """Begin the run of the incident's present version, or go on with it; None when nothing is left to do."""
        incident = await case_alerts.lock_incident(self.transaction, self.case)
        if incident is None or incident.assessed_version >= incident.version:
            return None
        begun = await self.transaction.raw.fetchval(
            _BEGIN_RUN, run, self.case.tenant, incident.id, incident.version, self.now
        )
        await self.transaction.raw.execute(_TRIAGING, self.case.tenant, incident.id)
        alerts, unexamined = await case_alerts.representatives(self.transaction, self.case)
        return CaseFile(run=begun, incident=incident, alerts=alerts, unexamined=unexamined)

    async def recorded(self, step: str) -> StepRecord | None:
        """Return the journal's line for a step."""
        row = await self.transaction.raw.fetchrow(_STEP, *self._at_version(), step)
        if row is None:
            return None
        return StepRecord(
            step=step,
            input_digest=row["input_digest"].hex(),
            result=row["result"] or b"",
            started_at=row["started_at"],
        )

    async def record(self, step: StepRecord) -> None:
        """Write the journal's line for a step."""
        digest = bytes.fromhex(step.input_digest)
        line = (step.step, digest, step.result, step.started_at, self.now)
        await self.transaction.raw.execute(_RECORD, *self._at_version(), *line)

    async def failed(self, step: str, error: str, *, started_at: datetime) -> None:
        """Count an attempt that failed."""
        line = (step, b"", started_at, self.now, storable(error))
        await self.transaction.raw.execute(_FAILED, *self._at_version(), *line)

    async def payloads(self, alerts: Sequence[AlertId]) -> Sequence[tuple[StoredAlert, bytes]]:
        """Return alerts with their raw payloads."""
        return await case_alerts.payloads(self.transaction, self.case.tenant, alerts)

    async def keep_examined(self, facts: Mapping[AlertId, Sequence[Fact]]) -> None:
        """Keep what alerts' payloads show by themselves."""
        await case_facts.keep(self.transaction, facts, subject="alert", surveyed_version=None)
        await self.transaction.raw.execute(_EXAMINED, self.case.tenant, list(facts), self.now)

    async def keep_surveyed(self, alerts: Mapping[AlertId, Sequence[Fact]], incident: Sequence[Fact]) -> None:
        """Keep what a survey of this version found."""
        version, about = self.case.version, {self.case.incident: incident}
        await case_facts.keep(self.transaction, alerts, subject="alert", surveyed_version=version)
        await case_facts.keep(self.transaction, about, subject="incident", surveyed_version=version)

    async def facts(self, alerts: Sequence[AlertId]) -> list[Fact]:
        """Return what these alerts' payloads show, and what the survey of this version found."""
        return await case_facts.known(self.transaction, self.case, alerts)

    async def close_with(self, assessment: Assessment) -> None:
        """Keep the assessment, end the run, bring the incident up to date and tell who listens."""
        raw = self.transaction.raw
        body = msgspec.json.encode(assessment).decode()
        verdict, confidence = assessment.verdict.value, assessment.confidence
        analyst = assessment.analyst.value
        await raw.execute(_ASSESS, *self._at_version(), self.ids(), analyst, verdict, confidence, self.now, body)
        await raw.execute(_END_RUN, *self._at_version(), self.now)
        category, severity = assessment.category.value, assessment.severity.value
        number = await raw.fetchval(_UPDATE, *self._at_version(), verdict, confidence, category, severity, self.now)
        if number is None:
            return
        text = f"The {analyst} analyst's verdict is {verdict} ({confidence:.0%}), {category.replace('_', ' ')}."
        await raw.execute(_TIMELINE, self.case.tenant, self.case.incident, self.now, text, analyst)
        await notify(self.transaction, self._news(number, verdict))
        await append(self.transaction, self._entry(assessment, number))

    def _news(self, number: str, verdict: str) -> Change:
        tenant, incident = self.case.tenant, self.case.incident
        return Change(tenant_id=tenant, incident_id=incident, kind="incident_changed", number=number, verdict=verdict)

    def _entry(self, assessment: Assessment, number: str) -> AuditEntry:
        name = f"{assessment.analyst.value} analyst"
        return recorded(
            By(actor=AuditActor(id=f"analyst:{assessment.analyst.value}", kind=ActorKind.SYSTEM, name=name)),
            "incident.assess",
            AuditObject(type="incident", id=number),
            at=self.now,
            reason=assessment.summary,
            changed=(
                None,
                {
                    "verdict": assessment.verdict.value,
                    "confidence": f"{assessment.confidence:.4f}",
                    "category": assessment.category.value,
                    "severity": assessment.severity.value,
                    "version": self.case.version,
                },
            ),
        )

    def _at_version(self) -> tuple[object, ...]:
        return (self.case.tenant, self.case.incident, self.case.version)


_BEGIN_RUN = """
INSERT INTO runs (id, tenant_id, incident_id, incident_version, state, started_at)
VALUES ($1, $2, $3, $4, 'running', $5)
ON CONFLICT (tenant_id, incident_id, incident_version) DO UPDATE SET state = 'running'
RETURNING id
"""
_TRIAGING = "UPDATE incidents SET status = 'triaging' WHERE tenant_id = $1 AND id = $2 AND status = 'new'"
_RUN = "(SELECT id FROM runs WHERE tenant_id = $1 AND incident_id = $2 AND incident_version = $3)"
_STEP = f"""
SELECT input_digest, result, started_at FROM run_steps
WHERE tenant_id = $1 AND run_id = {_RUN} AND step = $4 AND ended_at IS NOT NULL AND error IS NULL
"""  # noqa: S608  # put together from constants
_RECORD = f"""
INSERT INTO run_steps (tenant_id, run_id, step, input_digest, result, started_at, ended_at)
VALUES ($1, {_RUN}, $4, $5, $6, $7, $8)
ON CONFLICT (tenant_id, run_id, step) DO UPDATE
SET input_digest = EXCLUDED.input_digest, result = EXCLUDED.result, started_at = EXCLUDED.started_at,
    ended_at = EXCLUDED.ended_at, error = NULL, attempts = run_steps.attempts + 1
WHERE run_steps.error IS NOT NULL
"""  # noqa: S608  # put together from constants
_FAILED = f"""
INSERT INTO run_steps (tenant_id, run_id, step, input_digest, started_at, ended_at, error)
VALUES ($1, {_RUN}, $4, $5, $6, $7, $8)
ON CONFLICT (tenant_id, run_id, step) DO UPDATE
SET started_at = EXCLUDED.started_at, ended_at = EXCLUDED.ended_at, error = EXCLUDED.error,
    attempts = run_steps.attempts + 1
WHERE run_steps.error IS NOT NULL
"""  # noqa: S608  # put together from constants
_EXAMINED = """
UPDATE alert_fingerprints SET examined_at = $3
WHERE tenant_id = $1 AND alert_id = ANY($2::uuid[]) AND examined_at IS NULL
"""
_ASSESS = """
INSERT INTO assessments (tenant_id, incident_id, incident_version, id, analyst, verdict, confidence, assessed_at, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (tenant_id, incident_id, incident_version) DO NOTHING
"""
_END_RUN = """
UPDATE runs SET state = 'done', ended_at = $4
WHERE tenant_id = $1 AND incident_id = $2 AND incident_version = $3
"""
_UPDATE = """
UPDATE incidents
SET verdict = $4, confidence = $5, category = $6, severity = $7, assessed_version = $3, updated_at = $8,
    status = CASE WHEN status IN ('new', 'triaging') THEN 'open' ELSE status END
WHERE tenant_id = $1 AND id = $2 AND assessed_version < $3
RETURNING number
"""
_TIMELINE = """
INSERT INTO incident_timeline (tenant_id, incident_id, at, kind, text, actor) VALUES ($1, $2, $3, 'assessed', $4, $5)
"""
