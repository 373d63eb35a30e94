"""Which ATT&CK techniques the evidence shows."""

from collections.abc import Mapping, Sequence
from typing import Final

from triage_warden.core.alerts.model import AttackRef
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.facts.attack import stage, technique

MOST: Final = 30


def techniques_of(weighed: Sequence[Weighed], table: Mapping[str, Weight]) -> tuple[AttackRef, ...]:
    """Return the techniques of the facts that speak for an attack, along the matrix; at most 30, strongest kept."""
    named: dict[str, None] = {}
    for each in weighed:
        if each.weight > 0:
            own = each.fact.value.get("technique")
            named.update(dict.fromkeys([own] if isinstance(own, str) else table[each.fact.kind].techniques))
    found = [known for name in list(named)[:MOST] if (known := technique(name)) is not None]
    once = {each.id: AttackRef(technique=each.id, tactic=each.tactics[0]) for each in found}
    return tuple(sorted(once.values(), key=_along_the_matrix))


def _along_the_matrix(reference: AttackRef) -> tuple[int, str]:
    return (stage(reference.tactic or "impact"), reference.technique or "")
