"""The one table."""

import pytest

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.assessment.weights.table import TABLE, merged


def test_two_weights_for_one_kind_are_a_mistake() -> None:
    """Which of them counted would be an accident."""
    weight = Weight(log_odds=1.0, why="x", group="g")
    with pytest.raises(ValueError, match=r"two weights for a\.b"):
        merged({"a.b": weight}, {"a.b": weight})


@pytest.mark.parametrize("kind", sorted(TABLE))
def test_every_weight_argues_and_stays_in_bounds(kind: str) -> None:
    """One line on why; never more than odds of two hundred to one; what scales has a limit."""
    weight = TABLE[kind]
    assert weight.why
    assert "\n" not in weight.why
    assert weight.group
    assert abs(weight.log_odds) <= 5.3
    assert (weight.per is None) == (weight.limit == 0.0)
    assert all(0 < vote <= 1 for vote in weight.category.values())


def test_every_category_is_voted_for_but_those_that_the_rules_cannot_tell() -> None:
    """A mail written for one person looks like one to many, as long as only one was reported."""
    voted = {category for weight in TABLE.values() for category in weight.category}
    assert set(Category) - voted - {Category.OTHER} == {Category.SPEAR_PHISHING}
