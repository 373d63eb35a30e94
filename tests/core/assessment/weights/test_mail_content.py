"""What wordings are worth."""

import pytest

from triage_warden.core.assessment.weights.mail_content import WEIGHTS

SCALED = sorted(kind for kind, weight in WEIGHTS.items() if weight.per is not None)


@pytest.mark.parametrize("kind", SCALED)
def test_what_counts_by_phrases_stops_somewhere(kind: str) -> None:
    """More than one phrase adds, and no wording alone makes an attack out of a long mail."""
    weight = WEIGHTS[kind]
    assert weight.per == "repeats"
    assert weight.log_odds < weight.limit <= 4


def test_only_wordings_count_by_phrases() -> None:
    """What a mail is made of is there or is not."""
    assert SCALED
    assert all(kind.startswith("mail.says_") for kind in SCALED)
    assert all(weight.limit == 0 for kind, weight in WEIGHTS.items() if kind not in SCALED)


def test_wordings_of_one_sort_share_a_group() -> None:
    """They say much the same, so the second counts a half."""
    says = {weight.group for kind, weight in WEIGHTS.items() if kind.startswith("mail.says_")}
    assert says <= {"lure", "request", "manner"}
