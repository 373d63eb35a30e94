"""Who else says so: several rules, several products, about one entity."""

from collections.abc import Sequence
from typing import Final

from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import entities_of, rule_of
from triage_warden.core.facts.titles import Stance
from triage_warden.core.facts.wording import quoted
from triage_warden.core.facts.words import classes_of

RULES: Final = 3
"""Different rules on one entity that are more than one thing seen twice."""
SOURCES: Final = 2
MOST_RESTS: Final = 10


def corroboration_facts(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    """Return who agrees about the entity that most is said about; `alerts` are without noise."""
    about = sorted(_per_entity([alert for alert in alerts if _telling(alert)]).items())
    found: list[Fact] = []
    if about:
        found += _rules(*max(about, key=lambda one: len(one[1])), context)
        found += _sources(*max(about, key=lambda one: len({key[0] for key in one[1]})), context)
    return found


TypeAndValue = tuple[str, str]
RuleKey = tuple[str, str]


def _telling(alert: StoredAlert) -> bool:
    hostile = any(each.stance is Stance.HOSTILE for each in classes_of(alert))
    return hostile or alert.severity.rank >= Severity.MEDIUM.rank


def _per_entity(alerts: Sequence[StoredAlert]) -> dict[TypeAndValue, dict[RuleKey, StoredAlert]]:
    kept: dict[TypeAndValue, dict[RuleKey, StoredAlert]] = {}
    for alert in sorted(alerts, key=lambda one: (one.occurred_at, one.id)):
        for entity in entities_of(alert):
            kept.setdefault((entity.type, entity.value), {}).setdefault((_product(alert), rule_of(alert)), alert)
    return kept


def _product(alert: StoredAlert) -> str:
    return alert.attributes.get(attributes.PRODUCT) or alert.source


def _rules(entity: TypeAndValue, said: dict[RuleKey, StoredAlert], context: Context) -> list[Fact]:
    names = {rule for _, rule in said}
    if len(names) < RULES:
        return []
    statement = f"{len(names)} different rules fired on {entity[0]} {quoted(entity[1], 80)}."
    rests_on = _rest(entity, list(said.values()))
    return [_fact("host.many_rules", statement, context, rests_on=rests_on, value={"beyond_second": len(names) - 2})]


def _sources(entity: TypeAndValue, said: dict[RuleKey, StoredAlert], context: Context) -> list[Fact]:
    first_of: dict[str, StoredAlert] = {}
    for (product, _), alert in said.items():
        first_of.setdefault(product, alert)
    if len(first_of) < SOURCES:
        return []
    named = ", ".join(quoted(product, 40) for product in sorted(first_of)[:5])
    statement = f"{len(first_of)} products agree about {entity[0]} {quoted(entity[1], 80)}: {named}."
    rests_on = _rest(entity, list(first_of.values()))
    return [
        _fact("host.many_sources", statement, context, rests_on=rests_on, value={"beyond_first": len(first_of) - 1})
    ]


def _rest(entity: TypeAndValue, some: Sequence[StoredAlert]) -> tuple[str, ...]:
    return (*(f"alert:{alert.id}" for alert in some[:MOST_RESTS]), f"observable:{entity[0]}:{entity[1][:200]}")


def _fact(
    kind: str,
    statement: str,
    context: Context,
    *,
    rests_on: tuple[str, ...],
    value: dict[str, str | int | float | bool],
) -> Fact:
    return a_fact(kind, statement, source="rules", observed_at=context.observed_at, rests_on=rests_on, value=value)
