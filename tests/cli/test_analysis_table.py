"""The table of `analyze`."""

import io

from rich.console import Console

from triage_warden.cli.analysis import Analysed, AssessmentRecord, Reason, Unreadable
from triage_warden.cli.analysis_table import AnalysisTable, top_reasons
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Category, CitedFact, Verdict
from triage_warden.core.facts.model import FactId


def an_assessment(verdict: Verdict, **weights: float) -> AssessmentRecord:
    """Return an assessment that cites a fact for each name, of that weight."""
    return AssessmentRecord(
        verdict=verdict,
        confidence=0.9,
        category=Category.PHISHING,
        severity=Severity.HIGH,
        attack=(),
        facts=tuple(
            CitedFact(id=FactId(name), statement=f"{name} holds.", weight=weight) for name, weight in weights.items()
        ),
        recommended_actions=(),
    )


def test_the_reasons_shown_speak_for_the_verdict() -> None:
    """The heaviest first, three at most; those against it are not reasons."""
    found = an_assessment(Verdict.MALICIOUS, a=1.0, b=3.0, c=-5.0, d=2.0, e=0.5)
    assert top_reasons(found) == ["b holds.", "d holds.", "a holds."]
    assert top_reasons(an_assessment(Verdict.BENIGN, a=1.0, c=-5.0)) == ["c holds."]


def test_where_nothing_speaks_for_the_verdict_the_heaviest_facts_are_shown() -> None:
    """An empty cell would tell nothing."""
    assert top_reasons(an_assessment(Verdict.INCONCLUSIVE, a=-1.0, b=-2.0)) == ["b holds.", "a holds."]


def test_rows_and_tally() -> None:
    """Files that could not be read are rows, too; the tally counts by verdict."""
    drawn = AnalysisTable()
    assessment = an_assessment(Verdict.MALICIOUS, a=1.0)
    drawn.add([Analysed(file="a.eml", source="mail", alerts=[], observables=[], assessment=assessment)])
    drawn.add([Unreadable(file="[b]\x1b.bin", error=Reason(code="x", reason="No source."))])
    screen = Console(file=io.StringIO(), width=200, color_system=None)
    screen.print(drawn.table(), drawn.tally())
    assert isinstance(screen.file, io.StringIO)
    out = screen.file.getvalue()
    for words in ("a.eml", "malicious", "90%", "a holds.", "[b]\\x1b.bin", "No source.", "1 malicious, 1 not read"):
        assert words in out
