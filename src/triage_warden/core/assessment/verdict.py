"""From a score to a verdict, and how sure it is."""

from typing import Final

from triage_warden.core.assessment.calibration import probability
from triage_warden.core.assessment.model import Verdict
from triage_warden.core.assessment.weigh import Score

MALICIOUS: Final = 1.29
"""Log-odds from which to act: 72 % after calibration, so that the fourth time it may be wrong."""
SUSPICIOUS: Final = -1.0
"""Log-odds from which a person's ten minutes are well spent: one in three."""
BENIGN: Final = -2.58
"""Log-odds up to which it may be closed, given evidence for that: one in eight, before people look."""
ENOUGH: Final = 1.0
"""Evidence (nats) that must speak against an attack before silence counts as harmless: nothing known is not benign."""
STRONG: Final = 2.0
"""Evidence (nats) on each side from which a verdict in the middle is a contradiction, not a suspicion."""


def verdict_of(score: Score) -> Verdict:
    """Return the verdict; `inconclusive` where the evidence is thin or contradicts itself."""
    if score.log_odds >= MALICIOUS:
        return Verdict.MALICIOUS
    if score.log_odds >= SUSPICIOUS:
        return Verdict.INCONCLUSIVE if contradicts(score) else Verdict.SUSPICIOUS
    if score.log_odds <= BENIGN and against(score) >= ENOUGH:
        return Verdict.BENIGN
    return Verdict.INCONCLUSIVE


def confidence_of(verdict: Verdict, score: Score) -> float:
    """Return the chance, 0 to 1, that the verdict holds.

    For `malicious` and `suspicious` that it is an attack, for `benign` that it is none. `inconclusive` claims
    nothing; its figure says how evenly the chances lie (1: even; 0: all but certain).
    """
    chance = probability(score.log_odds)
    match verdict:
        case Verdict.MALICIOUS | Verdict.SUSPICIOUS:
            held = chance
        case Verdict.BENIGN:
            held = 1 - chance
        case Verdict.INCONCLUSIVE:
            held = 2 * min(chance, 1 - chance)
    return round(held, 3)


def speaking_for(score: Score) -> float:
    """Return the evidence for an attack, in nats."""
    return sum(each.weight for each in score.weighed if each.weight > 0)


def against(score: Score) -> float:
    """Return the evidence against an attack, in nats, as a positive number."""
    return -sum(each.weight for each in score.weighed if each.weight < 0)


def contradicts(score: Score) -> bool:
    """Return whether both sides have strong evidence."""
    return speaking_for(score) >= STRONG and against(score) >= STRONG
