"""The weights of facts about alerts."""

import ast
import re
from pathlib import Path

from triage_warden.core.assessment.weights.alerts import WEIGHTS
from triage_warden.core.facts.attack import TACTICS
from triage_warden.core.facts.titles import CLASSES, Stance

FACTS = Path(__file__).parents[4] / "src/triage_warden/core/facts"


def test_every_class_of_words_has_its_weight() -> None:
    """And no weight is for a class that is gone."""
    classes = {f"alert.says_{each.name}" for each in CLASSES}
    assert {kind for kind in WEIGHTS if kind.startswith("alert.says_")} == classes


def test_every_tactic_has_its_weight() -> None:
    """All fourteen, and no fifteenth."""
    assert {kind for kind in WEIGHTS if kind.startswith("attack.")} == {f"attack.{tactic}" for tactic in TACTICS}


def test_every_kind_that_is_written_down_has_its_weight_and_the_other_way_round() -> None:
    """A fact without a weight would be found and forgotten; a weight without a fact is a dead line."""
    written = {
        node.value
        for path in FACTS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KIND.fullmatch(node.value)
    }
    composed = ("alert.says_", "alert.severity_", "attack.")
    assert {kind for kind in written if not kind.startswith(composed)} == {
        kind for kind in WEIGHTS if not kind.startswith(composed)
    }


_KIND = re.compile(r"(?:alert|host|chain|value|list|incident)\.[a-z_]+[a-z]")


def test_stances_keep_their_sign() -> None:
    """Hostile words speak for an attack, routine ones against."""
    for each in CLASSES:
        worth = WEIGHTS[f"alert.says_{each.name}"].log_odds
        if each.stance is Stance.HOSTILE:
            assert worth > 0, each.name
        if each.stance in {Stance.ROUTINE, Stance.SETTLED}:
            assert worth < 0, each.name


def test_severity_rises() -> None:
    """A more severe alert is never worth less."""
    levels = ["informational", "low", "medium", "high", "critical"]
    worth = [WEIGHTS[f"alert.severity_{level}"].log_odds for level in levels]
    assert worth == sorted(worth)
