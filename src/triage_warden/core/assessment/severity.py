"""How bad it is, once it is known what it is."""

from collections.abc import Sequence
from typing import Final

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Category, Verdict
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.facts.attack import stage

WORST: Final = frozenset({Category.RANSOMWARE, Category.EXFILTRATION, Category.BEC})
"""Money, data or the whole estate are at stake within hours."""
OUTSIDE: Final = frozenset({Category.RECONNAISSANCE, Category.SPAM, Category.POLICY_VIOLATION})
"""Nobody is in yet, or nobody is attacking."""
FAR: Final = stage("lateral-movement")
STAGES: Final = 4
"""Distinct stages from which an intrusion is under way and no longer an attempt."""


def severity_of(verdict: Verdict, category: Category, weighed: Sequence[Weighed]) -> Severity:
    """Return the assessed severity: from the verdict, what it is and how far it got."""
    match verdict:
        case Verdict.BENIGN:
            return Severity.INFORMATIONAL
        case Verdict.INCONCLUSIVE:
            return Severity.LOW
        case Verdict.SUSPICIOUS:
            return Severity.LOW if category in OUTSIDE else Severity.MEDIUM
        case Verdict.MALICIOUS:
            return _of_an_attack(category, weighed)


def _of_an_attack(category: Category, weighed: Sequence[Weighed]) -> Severity:
    if category in WORST or _far_along(weighed):
        return Severity.CRITICAL
    return Severity.MEDIUM if category in OUTSIDE else Severity.HIGH


def _far_along(weighed: Sequence[Weighed]) -> bool:
    for each in weighed:
        if each.fact.kind == "chain.stages":
            further, furthest = each.fact.value.get("beyond_first"), each.fact.value.get("furthest")
            if isinstance(further, int) and isinstance(furthest, int) and further + 1 >= STAGES and furthest >= FAR:
                return True
    return False
