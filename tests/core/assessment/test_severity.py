"""How bad it is."""

import pytest

from kit.facts import fact_about
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Category, Verdict
from triage_warden.core.assessment.severity import severity_of
from triage_warden.core.assessment.weigh import Weighed


def _stages(further: str | int, furthest: str | int) -> list[Weighed]:
    fact = fact_about("chain.stages", 1, 2, value={"beyond_first": further, "furthest": furthest})
    return [Weighed(fact=fact, weight=1.0)]


@pytest.mark.parametrize(
    ("verdict", "category", "severity"),
    [
        (Verdict.BENIGN, Category.RANSOMWARE, Severity.INFORMATIONAL),
        (Verdict.INCONCLUSIVE, Category.MALWARE, Severity.LOW),
        (Verdict.SUSPICIOUS, Category.MALWARE, Severity.MEDIUM),
        (Verdict.SUSPICIOUS, Category.RECONNAISSANCE, Severity.LOW),
        (Verdict.MALICIOUS, Category.RECONNAISSANCE, Severity.MEDIUM),
        (Verdict.MALICIOUS, Category.MALWARE, Severity.HIGH),
        (Verdict.MALICIOUS, Category.RANSOMWARE, Severity.CRITICAL),
    ],
)
def test_severity_follows_from_what_it_is(verdict: Verdict, category: Category, severity: Severity) -> None:
    """A scan is no emergency, ransomware is."""
    assert severity_of(verdict, category, []) is severity


def test_an_intrusion_that_got_far_is_critical() -> None:
    """Four stages, as far as moving from machine to machine."""
    assert severity_of(Verdict.MALICIOUS, Category.MALWARE, _stages(3, 9)) is Severity.CRITICAL
    assert severity_of(Verdict.MALICIOUS, Category.MALWARE, _stages(3, 4)) is Severity.HIGH
    assert severity_of(Verdict.MALICIOUS, Category.MALWARE, _stages("x", "y")) is Severity.HIGH
