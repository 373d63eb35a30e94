"""Fold an incident's alerts into strands: one rule on one entity, however often it fired.

An incident can hold twenty thousand alerts; what there is to say about them is said once for each strand.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.command_lines import tells_in
from triage_warden.core.facts.context import ListedValue, RuleOn
from triage_warden.core.observables.model import ENTITY_TYPES, Observable, ObservableType, Role

MOST_STRANDS: Final = 200
"""Strands that are looked at one by one, worst first; the rest are counted and said to be left out."""


class Strand(msgspec.Struct, frozen=True, kw_only=True):
    """Alerts that differ in nothing that facts are about: source, rule, severity, outcome, entity, tells, lists."""

    alert: StoredAlert
    """The earliest; facts about the strand rest on it."""
    rule_on: RuleOn
    alerts: int
    """How many alerts, repeats not counted."""
    occurrences: int
    """How many findings, repeats counted."""


class Strands(msgspec.Struct, frozen=True, kw_only=True):
    """The strands that facts are looked for in, and how many there are besides."""

    followed: tuple[Strand, ...]
    left_out: int = 0


def strands(
    alerts: Iterable[StoredAlert],
    listed: Mapping[tuple[ObservableType, str], ListedValue] | None = None,
) -> Strands:
    """Return the strands, most severe and then most frequent first; the order of the alerts does not matter."""
    folded: dict[tuple[object, ...], list[StoredAlert]] = {}
    for alert in alerts:
        folded.setdefault(_alike(alert, listed or {}), []).append(alert)
    made = sorted((_strand(members) for members in folded.values()), key=_worst_first)
    return Strands(followed=tuple(made[:MOST_STRANDS]), left_out=max(0, len(made) - MOST_STRANDS))


def rule_of(alert: StoredAlert) -> str:
    """Return the rule's name, else its id, else the alert's title.

    The name goes first: some products have one id for all that they find (Sentinel's `AlertType`).
    """
    return alert.rule.name or alert.rule.id or alert.title


def entity_of(alert: StoredAlert) -> Observable | None:
    """Return the entity that an alert is first of all about: whom it happened to, else who did it."""
    for role in (Role.TARGET, Role.ACTOR, Role.SOURCE):
        for kind in _ENTITY_ORDER:
            found = min(
                (each for each in alert.observables if each.type is kind and each.role is role),
                key=_by_value,
                default=None,
            )
            if found is not None:
                return found
    return None


_ENTITY_ORDER: Final = (
    ObservableType.HOSTNAME,
    ObservableType.USER,
    ObservableType.EMAIL,
    ObservableType.CLOUD_RESOURCE,
    ObservableType.IPV4,
    ObservableType.IPV6,
)


def entities_of(alert: StoredAlert) -> list[Observable]:
    """Return every entity of an alert that it happened to or by, once each."""
    kept = {
        (each.type, each.value): each
        for each in alert.observables
        if each.role in {Role.TARGET, Role.ACTOR} and (each.type in ENTITY_TYPES or each.type in _ADDRESSES)
    }
    return [kept[key] for key in sorted(kept)]


_ADDRESSES: Final = frozenset({ObservableType.IPV4, ObservableType.IPV6})


def command_lines_of(alert: StoredAlert) -> list[str]:
    """Return the command lines in an alert."""
    return [each.value for each in alert.observables if each.type is ObservableType.COMMAND_LINE]


def _alike(alert: StoredAlert, listed: Mapping[tuple[ObservableType, str], ListedValue]) -> tuple[object, ...]:
    entity = entity_of(alert)
    tells = {tell.name for line in command_lines_of(alert) for tell in tells_in(line)}
    hits = {listed[each.type, each.value].kind for each in alert.observables if (each.type, each.value) in listed}
    named = alert.attributes
    return (
        alert.source,
        rule_of(alert),
        alert.title,
        alert.severity,
        named.get(attributes.ACTION_TAKEN),
        named.get(attributes.STATUS),
        named.get(attributes.MEDIA_TYPE) and alert.id,  # mails are read one by one
        entity and (entity.type, entity.value),
        frozenset(tells),
        frozenset(hits),
    )


def _strand(members: Sequence[StoredAlert]) -> Strand:
    first = min(members, key=_when)
    entity = entity_of(first)
    return Strand(
        alert=first,
        rule_on=RuleOn(source=first.source, rule=rule_of(first), entity=entity.value if entity else None),
        alerts=len(members),
        occurrences=sum(member.count for member in members),
    )


def _when(alert: StoredAlert) -> tuple[object, ...]:
    return (alert.occurred_at, alert.id)


def _worst_first(strand: Strand) -> tuple[object, ...]:
    return (-strand.alert.severity.rank, -strand.alerts, *_when(strand.alert))


def _by_value(observable: Observable) -> tuple[str, str]:
    return (observable.type, observable.value)
