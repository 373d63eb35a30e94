"""From a score to a verdict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.facts import fact_about
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.assessment.verdict import confidence_of, verdict_of
from triage_warden.core.assessment.weigh import Score, Weighed


def _score(*weights: float, prior: float = -2.0) -> Score:
    weighed = tuple(Weighed(fact=fact_about("k", n), weight=weight) for n, weight in enumerate(weights))
    return Score(prior=prior, log_odds=prior + sum(weights), weighed=weighed)


@pytest.mark.parametrize(
    ("weights", "verdict"),
    [
        ((), Verdict.INCONCLUSIVE),
        ((-0.8,), Verdict.INCONCLUSIVE),
        ((-1.6,), Verdict.BENIGN),
        ((0.5,), Verdict.INCONCLUSIVE),
        ((0.5, 0.6), Verdict.SUSPICIOUS),
        ((1.5,), Verdict.SUSPICIOUS),
        ((1.5, 2.0), Verdict.MALICIOUS),
        ((4.0, -3.0), Verdict.INCONCLUSIVE),
        ((6.0, -2.0), Verdict.MALICIOUS),
    ],
)
def test_the_verdict_follows_from_the_evidence(weights: tuple[float, ...], verdict: Verdict) -> None:
    """Thin evidence and evidence that contradicts itself settle nothing."""
    assert verdict_of(_score(*weights)) is verdict


def test_nothing_known_is_not_harmless() -> None:
    """However good the odds before: harmless takes evidence."""
    assert verdict_of(_score(prior=-9.0)) is Verdict.INCONCLUSIVE


@given(st.lists(st.floats(-4, 4), max_size=8))
def test_confidence_is_a_chance(weights: list[float]) -> None:
    """Between none and all, and never below what the verdict's own threshold claims."""
    score = _score(*weights)
    verdict = verdict_of(score)
    confidence = confidence_of(verdict, score)
    assert 0 <= confidence <= 1
    floor = {Verdict.MALICIOUS: 0.72, Verdict.SUSPICIOUS: 0.32, Verdict.BENIGN: 0.87}.get(verdict, 0.0)
    assert confidence >= floor


def test_inconclusive_is_surest_in_the_middle() -> None:
    """Its figure says how evenly the chances lie."""
    assert confidence_of(Verdict.INCONCLUSIVE, _score(2.0)) == 1.0
    assert confidence_of(Verdict.INCONCLUSIVE, _score(-0.5)) < 0.5
