from pathlib import Path

from triage_warden.observability.metrics import Metrics
from triage_warden.observability.metrics_reference import reference

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "metrics.md"


def test_the_kept_reference_is_made_from_the_declarations() -> None:
    """`python -m triage_warden.observability.metrics_reference > docs/reference/metrics.md` after a change."""
    assert KEPT.read_text(encoding="utf-8") == reference(Metrics())
