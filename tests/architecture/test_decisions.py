"""Each decision has a number of its own."""

from collections import Counter
from pathlib import Path

DECISIONS = sorted((Path(__file__).parents[2] / "docs" / "decisions").glob("*.md"))


def test_no_two_decisions_have_one_number() -> None:
    """`ADR 25` names one text."""
    numbers = Counter(path.name[:4] for path in DECISIONS)
    assert [number for number, times in numbers.items() if times > 1] == []


def test_each_begins_with_its_number() -> None:
    """As its file's name does."""
    wrong = [
        path.name
        for path in DECISIONS
        if not path.read_text().startswith((f"# {int(path.name[:4])}.", f"# {path.name[:4]}"))
    ]
    assert wrong == []
