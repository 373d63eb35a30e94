"""Who else says so: several rules, several products, about one entity."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import entities_of, rule_of
from triage_warden.core.facts.titles import Stance
from triage_warden.core.facts.windows import most_distinct
from triage_warden.core.facts.wording import quoted
from triage_warden.core.facts.words import classes_of

RULES: Final = 3
"""Different rules on one entity that are more than one thing seen twice."""
SOURCES: Final = 2
TOGETHER: Final = timedelta(days=1)
"""Who speaks of it next week speaks of something else, or of a machine that always makes noise."""
MOST_RESTS: Final = 10


def corroboration_facts(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    """Return who agrees about the entity that most is said about; `alerts` are without noise."""
    about = sorted(_per_entity([alert for alert in alerts if _telling(alert)]).items())
    return [*_rules(about, context), *_sources(about, context)]


TypeAndValue = tuple[str, str]


def _telling(alert: StoredAlert) -> bool:
    hostile = any(each.stance is Stance.HOSTILE for each in classes_of(alert))
    return hostile or alert.severity.rank >= Severity.MEDIUM.rank


def _per_entity(alerts: Sequence[StoredAlert]) -> dict[TypeAndValue, list[StoredAlert]]:
    kept: dict[TypeAndValue, list[StoredAlert]] = {}
    for alert in sorted(alerts, key=lambda one: (one.occurred_at, one.id)):
        for entity in entities_of(alert):
            kept.setdefault((entity.type, entity.value), []).append(alert)
    return kept


def _product(alert: StoredAlert) -> str:
    """Return the product without the part of it that spoke: two log readers of one product are no two witnesses."""
    whole = alert.attributes.get(attributes.PRODUCT) or alert.source
    return whole.partition(" (")[0] or whole


def _most(
    about: Sequence[tuple[TypeAndValue, list[StoredAlert]]],
    name: Callable[[StoredAlert], str],
) -> tuple[TypeAndValue, dict[str, StoredAlert]]:
    """Return the entity about which most different names speak within a day, and the first alert of each."""
    best: tuple[TypeAndValue, dict[str, StoredAlert]] = (("", ""), {})
    for entity, members in about:
        count, stretch = most_distinct(members, lambda alert: (name(alert),), TOGETHER)
        if count > len(best[1]):
            best = (entity, {name(alert): alert for alert in reversed(stretch)})
    return best


def _rules(about: Sequence[tuple[TypeAndValue, list[StoredAlert]]], context: Context) -> list[Fact]:
    entity, said = _most(about, rule_of)
    if len(said) < RULES:
        return []
    statement = f"{len(said)} different rules fired on {entity[0]} {quoted(entity[1], 80)} within a day."
    value: dict[str, str | int | float | bool] = {"beyond_second": len(said) - 2}
    return [_fact("host.many_rules", statement, context, rests_on=_rest(entity, said), value=value)]


def _sources(about: Sequence[tuple[TypeAndValue, list[StoredAlert]]], context: Context) -> list[Fact]:
    entity, said = _most(about, _product)
    if len(said) < SOURCES:
        return []
    named = ", ".join(quoted(product, 40) for product in sorted(said)[:5])
    statement = f"{len(said)} products agree within a day about {entity[0]} {quoted(entity[1], 80)}: {named}."
    value: dict[str, str | int | float | bool] = {"beyond_first": len(said) - 1}
    return [_fact("host.many_sources", statement, context, rests_on=_rest(entity, said), value=value)]


def _rest(entity: TypeAndValue, said: dict[str, StoredAlert]) -> tuple[str, ...]:
    some = [said[name] for name in sorted(said)][:MOST_RESTS]
    return (*(f"alert:{alert.id}" for alert in some), f"observable:{entity[0]}:{entity[1][:200]}")


def _fact(
    kind: str,
    statement: str,
    context: Context,
    *,
    rests_on: tuple[str, ...],
    value: dict[str, str | int | float | bool],
) -> Fact:
    return a_fact(kind, statement, source="rules", observed_at=context.observed_at, rests_on=rests_on, value=value)
