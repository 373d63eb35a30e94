"""The result of `analyze` as a table for people."""

from collections import Counter
from typing import TYPE_CHECKING

from triage_warden.cli.analysis import Analysed, AssessmentRecord, Unreadable
from triage_warden.cli.drawing import cell, percent, table, word
from triage_warden.core.assessment.model import Verdict

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

REASONS = 3
_HEADINGS = ("File", "Source", "Verdict", "Conf.", "Category", "Top reasons")


class AnalysisTable:
    """Collects rows; keeps only what is drawn, so that thousands of files stay small."""

    def __init__(self) -> None:
        self._rows: list[list[Text]] = []
        self._verdicts: Counter[str] = Counter()

    def add(self, lines: list[Analysed | Unreadable]) -> None:
        """Add what was found out about one file."""
        for line in lines:
            self._rows.append(_row(line))
            self._verdicts[line.assessment.verdict if isinstance(line, Analysed) else "not read"] += 1

    def table(self) -> "Table":
        """Return the table."""
        return table(_HEADINGS, self._rows)

    def tally(self) -> "Text":
        """Return how many files got which verdict."""
        order = [*Verdict, "not read"]
        return cell(", ".join(f"{self._verdicts[each]} {each}" for each in order if self._verdicts[each]))


def top_reasons(assessment: AssessmentRecord, most: int = REASONS) -> list[str]:
    """Return the statements that speak most for the verdict; where none speaks for it, the heaviest of all."""
    towards = -1 if assessment.verdict is Verdict.BENIGN else 1
    heaviest = sorted(assessment.facts, key=lambda fact: -abs(fact.weight))
    supporting = [fact for fact in heaviest if fact.weight * towards > 0]
    return [fact.statement for fact in (supporting or heaviest)[:most]]


def _row(line: Analysed | Unreadable) -> list["Text"]:
    if isinstance(line, Unreadable):
        return [cell(line.file), cell(""), cell("not read", "magenta"), cell(""), cell(""), cell(line.error.reason)]
    found = line.assessment
    reasons = cell("")
    for number, reason in enumerate(top_reasons(found)):
        reasons.append("\n" if number else "").append_text(cell(f"• {reason}"))
    return [
        cell(line.file),
        cell(line.source),
        word(found.verdict),
        cell(percent(found.confidence)),
        cell(found.category),
        reasons,
    ]
