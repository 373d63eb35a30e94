"""What sort of thing it is: the facts vote."""

from collections.abc import Mapping, Sequence

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.assessment.weights.model import Weight


def category_of(weighed: Sequence[Weighed], table: Mapping[str, Weight]) -> Category:
    """Return the category with most votes; a fact's vote is worth the size of what it counted for.

    Facts that speak against an attack vote as well, for the harmless categories that they name (spam, a breach of
    policy), so that what is closed is closed under its name. A tie goes to the category first in the list.
    """
    votes = dict.fromkeys(Category, 0.0)
    for each in weighed:
        for category, vote in table[each.fact.kind].category.items():
            votes[category] += vote * abs(each.weight)
    best = max(Category, key=lambda category: votes[category])
    return best if votes[best] > 0 else Category.OTHER
