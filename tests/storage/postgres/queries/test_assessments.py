"""Tests of reading assessments back."""

from uuid import UUID

import msgspec
from sqlalchemy import insert

from kit.stored import NOON, an_incident, keep_incident
from triage_warden.core.alerts.model import AttackRef
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Category, CitedFact, RecommendedAction, Verdict
from triage_warden.core.facts.model import FactId
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.assessments import PostgresAssessmentReader
from triage_warden.storage.postgres.tables.assessment import ASSESSMENTS
from triage_warden.storage.postgres.unit import Database

FIRST = Assessment(
    verdict=Verdict.MALICIOUS,
    confidence=0.93,
    category=Category.PHISHING,
    severity=Severity.HIGH,
    attack=(AttackRef(technique="T1566.002"),),
    facts=(CitedFact(id=FactId("f-1"), statement="It holds.", weight=1.25),),
    summary="It is [f-1].",
    recommended_actions=(RecommendedAction(action="block_url", target="u", reason="r", cites=(FactId("f-1"),)),),
    assessed_at=NOON,
)


async def test_every_assessment_comes_back_latest_first(database: Database) -> None:
    """Whole, and in the order of the versions that they saw."""
    incident = an_incident(1, version=2)
    await keep_incident(database, incident)
    second = msgspec.structs.replace(FIRST, verdict=Verdict.BENIGN, confidence=0.5)
    for version, assessment in ((1, FIRST), (2, second)):
        row = {
            "tenant_id": DEFAULT_TENANT,
            "id": UUID(int=version),
            "incident_id": incident.id,
            "incident_version": version,
            "analyst": assessment.analyst,
            "verdict": assessment.verdict,
            "confidence": assessment.confidence,
            "assessed_at": NOON,
            "body": assessment,
        }
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await transaction.execute(insert(ASSESSMENTS).values(row))
    assert await PostgresAssessmentReader(database).of_incident(DEFAULT_TENANT, incident.id) == [second, FIRST]
