"""Tests of what all decisions have in common."""

import pytest

from triage_warden.core.incidents.change import stated
from triage_warden.core.incidents.errors import ReasonRequired


def test_a_reason_is_kept_without_the_space_around_it() -> None:
    """What was typed is what is meant."""
    assert stated("  was a drill\n") == "was a drill"


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_a_blank_reason_is_none(reason: str) -> None:
    """The record needs a reason."""
    with pytest.raises(ReasonRequired):
        stated(reason)
