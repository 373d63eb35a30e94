r"""From facts to log-odds.

An incident's score is

    prior + lead + 1/2 second + 1/4 third + … (8 rules at most) + the incident's own facts

where each term is what the facts about one rule's worst alert add up to, and only positive terms besides the lead
count. So the worst alert sets the verdict, further rules strengthen it ever less, a rule counts once however often
it fired, and what clears one alert clears no other. Facts about the incident as a whole (several alerts, or none)
only ever add. Every number here is monotone: one more fact that speaks for an attack never lowers the score.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.prior import PRIOR, AlertKind
from triage_warden.core.assessment.view import IncidentView, alert_of, by_reference, kind_of, rule_key
from triage_warden.core.assessment.weights.model import Weight
from triage_warden.core.facts.model import Fact

MOST_RULES: Final = 8
"""Rules that count: the eighth counts 1/128 of itself."""


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A fact and what it counted for in this score, in nats."""

    fact: Fact
    weight: float
    share: float = 1.0
    """Part of its full weight that counted: less where others said the same."""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Log-odds of malicious, as a sum that can be shown: `log_odds == prior + Σ weighed.weight`."""

    prior: float
    log_odds: float
    weighed: tuple[Weighed, ...]
    """Every fact that counted, greatest magnitude first."""


class _Strand(msgspec.Struct, frozen=True, kw_only=True):
    kind: AlertKind
    rule: str
    reference: str
    weighed: tuple[Weighed, ...]
    total: float


def weigh(view: IncidentView, facts: Iterable[Fact], table: Mapping[str, Weight]) -> Score:
    """Return the incident's score; a fact of a kind that the table does not know counts for nothing."""
    alerts = by_reference(view.alerts)
    per_alert: dict[str, list[Fact]] = {}
    about_all: list[Fact] = []
    for fact in sorted({fact.id: fact for fact in facts}.values(), key=lambda one: one.id):
        reference = alert_of(fact)
        (about_all if reference is None else per_alert.setdefault(reference, [])).append(fact)
    together = [each for each in diminished(about_all, table) if each.weight > 0]
    strands = [
        _strand(reference, alerts.get(reference), diminished(members, table))
        for reference, members in (*per_alert.items(), *_unspoken(alerts, per_alert))
    ]
    return max((_score(lead, strands, together) for lead in _leads(strands)), key=lambda score: score.log_odds)


def _unspoken(
    alerts: Mapping[str, StoredAlert],
    spoken_of: Mapping[str, list[Fact]],
) -> list[tuple[str, list[Fact]]]:
    """Return the alerts that count although no fact rests on them.

    Of a storm of alerts only one in each strand has facts, and it speaks for the others. Mails are never folded,
    so one without facts is one of which nothing is known; and where no alert has any, nothing is known of any.
    """
    return [
        (reference, [])
        for reference, alert in alerts.items()
        if reference not in spoken_of and (not spoken_of or kind_of(alert) is AlertKind.MAIL)
    ]


def _strand(reference: str, alert: StoredAlert | None, counted: list[Weighed]) -> _Strand:
    return _Strand(
        kind=kind_of(alert),
        rule=rule_key(reference, alert),
        reference=reference,
        weighed=tuple(counted),
        total=sum(each.weight for each in counted),
    )


def full_weight(fact: Fact, weight: Weight) -> float:
    """Return what a fact is worth by itself, scaled by its own number where the table says so."""
    if weight.per is None:
        return weight.log_odds
    number = fact.value.get(weight.per, 0)
    if not isinstance(number, int | float) or not number > 0:  # NaN is not greater either
        return 0.0
    return max(-weight.limit, min(weight.limit, weight.log_odds * min(number, 1e6)))


def diminished(facts: Sequence[Fact], table: Mapping[str, Weight]) -> list[Weighed]:
    """Return each fact's part: in a group, and apart for each direction, 1, 1/2, 1/4, … from the strongest."""
    groups: dict[tuple[str, bool], list[tuple[float, Fact]]] = {}
    for fact in facts:
        weight = table.get(fact.kind)
        worth = full_weight(fact, weight) if weight else 0.0
        if weight and worth:
            groups.setdefault((weight.group, worth > 0), []).append((worth, fact))
    counted: list[Weighed] = []
    for members in groups.values():
        members.sort(key=lambda one: (-abs(one[0]), one[1].id))
        counted += [
            Weighed(fact=fact, weight=worth / 2**place, share=1 / 2**place)
            for place, (worth, fact) in enumerate(members)
        ]
    return counted


def _leads(strands: Sequence[_Strand]) -> list[_Strand | None]:
    best: dict[AlertKind, _Strand] = {}
    for strand in sorted(strands, key=lambda one: one.reference):
        if strand.kind not in best or strand.total > best[strand.kind].total:
            best[strand.kind] = strand
    return list(best.values()) or [None]


def _score(lead: _Strand | None, strands: Sequence[_Strand], together: Sequence[Weighed]) -> Score:
    prior = PRIOR[lead.kind if lead else AlertKind.MONITORED]
    counted = [*together, *(lead.weighed if lead else ())]
    for place, strand in enumerate(_others(lead, strands), start=1):
        counted += [_shared(each, 1 / 2**place) for each in strand.weighed]
    counted.sort(key=lambda one: (-abs(one.weight), one.fact.id))
    return Score(prior=prior, log_odds=prior + sum(each.weight for each in counted), weighed=tuple(counted))


def _others(lead: _Strand | None, strands: Sequence[_Strand]) -> list[_Strand]:
    worst: dict[str, _Strand] = {}
    for strand in sorted(strands, key=lambda one: (-one.total, one.reference)):
        if strand.total > 0 and (lead is None or strand.rule != lead.rule):
            worst.setdefault(strand.rule, strand)
    return list(worst.values())[: MOST_RULES - 1]


def _shared(weighed: Weighed, share: float) -> Weighed:
    return Weighed(fact=weighed.fact, weight=weighed.weight * share, share=weighed.share * share)
