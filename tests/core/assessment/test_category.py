"""The facts vote."""

from kit.facts import fact_about
from triage_warden.core.assessment.category import category_of
from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.assessment.weights.model import Weight

TABLE = {
    "a": Weight(log_odds=1.0, why="x", group="a", category={Category.MALWARE: 1.0}),
    "b": Weight(log_odds=1.0, why="x", group="b", category={Category.PHISHING: 0.6, Category.BEC: 0.5}),
    "c": Weight(log_odds=1.0, why="x", group="c"),
}


def _category(**weights: float) -> Category:
    return category_of([Weighed(fact=fact_about(kind, 1), weight=weight) for kind, weight in weights.items()], TABLE)


def test_the_most_votes_win() -> None:
    """Each fact votes with what it counted for."""
    assert _category(a=1.0, b=1.0) is Category.MALWARE
    assert _category(a=1.0, b=3.0) is Category.PHISHING


def test_no_vote_is_other() -> None:
    """A category that nothing speaks for is not claimed."""
    assert _category(c=3.0) is Category.OTHER
    assert _category() is Category.OTHER
