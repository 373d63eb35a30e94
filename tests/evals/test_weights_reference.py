"""The page of weights."""

from pathlib import Path

from evals.weights_reference import page
from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights.model import Weight

PAGE = Path(__file__).parents[2] / "docs/reference/weights.md"


def test_the_page_says_what_the_table_says() -> None:
    """Mend with `python -m evals.weights_reference > docs/reference/weights.md`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_a_row_tells_weight_scale_votes_and_argument() -> None:
    """Everything that counts, on one line."""
    weight = Weight(log_odds=0.5, why="a | b", group="g", category={Category.MALWARE: 1.0}, per="n", limit=2.0)
    assert "| `x.y` | +0.5 per `n`, at most 2.0 | g | malware 1.0 | a \\| b |" in page({"x.y": weight})
