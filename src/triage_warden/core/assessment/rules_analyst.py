"""The analyst that needs nothing but facts: no model, no network, the same answer every time."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from triage_warden.core.assessment.category import category_of
from triage_warden.core.assessment.model import AnalystKind, Assessment, CitedFact, Verdict
from triage_warden.core.assessment.recommend import recommend
from triage_warden.core.assessment.severity import severity_of
from triage_warden.core.assessment.summary import summary_of
from triage_warden.core.assessment.techniques import techniques_of
from triage_warden.core.assessment.verdict import confidence_of, verdict_of
from triage_warden.core.assessment.view import IncidentView, by_reference
from triage_warden.core.assessment.weigh import weigh
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.assessment.weights.table import TABLE
from triage_warden.core.facts.model import Fact


def assess(
    view: IncidentView,
    facts: Iterable[Fact],
    *,
    at: datetime,
    table: Mapping[str, Weight] = TABLE,
) -> Assessment:
    """Return the assessment of an incident, whatever its alerts and however few its facts.

    It cites exactly the facts that counted, with what they counted for; prior and weights add up to the log-odds
    that the verdict was read from. The order of facts and alerts does not matter.
    """
    score = weigh(view, facts, table)
    verdict = verdict_of(score)
    category = category_of(score.weighed, table)
    confidence = confidence_of(verdict, score)
    return Assessment(
        verdict=verdict,
        confidence=confidence,
        category=category,
        severity=severity_of(verdict, category, score.weighed),
        attack=() if verdict is Verdict.BENIGN else techniques_of(score.weighed, table),
        facts=tuple(
            CitedFact(id=each.fact.id, statement=each.fact.statement, weight=each.weight) for each in score.weighed
        ),
        summary=summary_of(verdict, category, score.weighed, confidence=confidence),
        recommended_actions=recommend(verdict, category, score.weighed, alerts=by_reference(view.alerts)),
        analyst=AnalystKind.RULES,
        assessed_at=at,
    )
