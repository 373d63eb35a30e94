"""Write the table of weights as a page: `python -m evals.weights_reference > docs/reference/weights.md`."""

import sys
from collections.abc import Iterator, Mapping

from triage_warden.core.assessment.prior import PRIOR
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.assessment.weights.table import TABLE

HEAD = """# Weights

What each kind of fact is worth in a verdict by the rules, in log-odds (nats): +0.7 doubles the odds of an attack,
+2.3 makes them tenfold, a negative number divides them. Facts of one group say much the same: the strongest counts in
full, the next a half, the next a quarter. How a verdict comes of them: [verdicts](../explanation/verdicts.md).

Generated from `src/triage_warden/core/assessment/weights` by `python -m evals.weights_reference`; do not edit.
"""


def page(table: Mapping[str, Weight] = TABLE) -> str:
    """Return the page."""
    return "\n".join((HEAD, *_priors(), *_rows(table)))


def _priors() -> Iterator[str]:
    yield "## Before any fact\n"
    yield "| kind of alert | log-odds |\n|---|---:|"
    for kind, log_odds in PRIOR.items():
        yield f"| {kind} | {log_odds:+.1f} |"
    yield ""


def _rows(table: Mapping[str, Weight]) -> Iterator[str]:
    for family in sorted({kind.partition(".")[0] for kind in table}):
        yield f"## {family}\n"
        yield "| fact | log-odds | group | votes for | why |\n|---|---:|---|---|---|"
        for kind in sorted(kind for kind in table if kind.startswith(f"{family}.")):
            yield _row(kind, table[kind])
        yield ""


def _row(kind: str, weight: Weight) -> str:
    scaled = f" per `{weight.per}`, at most {weight.limit:.1f}" if weight.per else ""
    votes = ", ".join(f"{category} {vote:.1f}" for category, vote in weight.category.items())
    why = weight.why.replace("|", "\\|")
    return f"| `{kind}` | {weight.log_odds:+.1f}{scaled} | {weight.group} | {votes} | {why} |"


if __name__ == "__main__":
    sys.stdout.write(page())
