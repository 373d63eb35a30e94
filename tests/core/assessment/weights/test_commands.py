"""The weights of tells in command lines."""

from triage_warden.core.assessment.weights.commands import WEIGHTS
from triage_warden.core.facts.commands import COMMANDS


def test_every_tell_has_its_weight() -> None:
    """And no weight is for a tell that is gone."""
    assert set(WEIGHTS) == {f"command.{tell.name}" for tell in COMMANDS}


def test_every_tell_speaks_for_an_attack_and_names_its_techniques() -> None:
    """None of them clears anybody."""
    for tell in COMMANDS:
        weight = WEIGHTS[f"command.{tell.name}"]
        assert weight.log_odds > 0
        assert weight.techniques == tell.techniques
        assert weight.category
