"""How far along an attack an incident stands, and whether it moves forward."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from triage_warden.core.alerts.model import AttackRef, StoredAlert
from triage_warden.core.facts.attack import TACTICS, stage, tactic_name, technique
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import entities_of, rule_of
from triage_warden.core.facts.wording import plural, quoted

SEVERAL: Final = 2
"""Distinct stages from which an incident is more than one thing seen often."""
FORWARD: Final = 3
"""Stages in the matrix's order, one after the other on one entity, that chance seldom puts so."""
MOST_RESTS: Final = 10


def chain_facts(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    """Return what the tactics of the alerts say together; `alerts` are without noise."""
    return [*_stages(alerts, context), *_progression(alerts, context)]


def tactics_of(alert: StoredAlert) -> list[str]:
    """Return the tactics that an alert names, and the first tactic of each technique where it names none."""
    named = {name for reference in alert.attack if (name := _tactic(reference))}
    return sorted(named, key=stage)


def _tactic(reference: AttackRef) -> str | None:
    if reference.tactic and (name := tactic_name(reference.tactic)):
        return name
    found = technique(reference.technique) if reference.technique else None
    return found.tactics[0] if found else None


def _stages(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    by_tactic: dict[str, StoredAlert] = {}
    rules: set[tuple[str, str]] = set()
    for alert in sorted(alerts, key=lambda one: (one.occurred_at, one.id)):
        for tactic in tactics_of(alert):
            by_tactic.setdefault(tactic, alert)
            rules.add((alert.source, rule_of(alert)))
    steps = min(len(by_tactic), len(rules))  # one rule that names four tactics is one step
    if steps < SEVERAL:
        return []
    names = sorted(by_tactic, key=stage)
    named = ", ".join(names)
    statement = f"The alerts of {plural(len(rules), 'rule')} name {named}: {steps} steps of an attack at least."
    some = [by_tactic[name] for name in names]
    return [_fact(("chain.stages", statement), some, context, beyond_first=steps - 1, furthest=stage(names[-1]))]


def _progression(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    found = [(_forward(members), key, members) for key, members in sorted(_per_entity(alerts).items())]
    length, key, members = max(found, key=lambda one: len(one[0]), default=([], ("", ""), []))
    if len(length) < FORWARD:
        return []
    names = " → ".join(TACTICS[number] for number in length)
    statement = f"On {key[0]} {quoted(key[1], 80)} the attack moves forward in time: {names}."
    return [_fact(("chain.progression", statement), members, context, steps=len(length))]


def _per_entity(alerts: Sequence[StoredAlert]) -> dict[tuple[str, str], list[StoredAlert]]:
    kept: dict[tuple[str, str], dict[tuple[str, str], StoredAlert]] = {}
    for alert in sorted(alerts, key=lambda one: (one.occurred_at, one.id)):
        for entity in entities_of(alert) if alert.attack else ():
            kept.setdefault((entity.type, entity.value), {}).setdefault((alert.source, rule_of(alert)), alert)
    return {key: list(first_of_rule.values()) for key, first_of_rule in kept.items()}


def _forward(alerts: Sequence[StoredAlert]) -> list[int]:
    """Return the longest run of rising stages in time; alerts of one moment cannot follow one another."""
    stages = [(alert.occurred_at, -stage(tactic)) for alert in alerts for tactic in tactics_of(alert)[:1]]
    tails: list[int] = []
    chains: list[list[int]] = []
    for _, negative in sorted(stages):
        place = bisect_left(tails, -negative)
        chain = [*(chains[place - 1] if place else []), -negative]
        tails[place : place + 1] = [-negative]
        chains[place : place + 1] = [chain]
    return chains[-1] if chains else []


def _fact(
    said: tuple[str, str],
    some: Sequence[StoredAlert],
    context: Context,
    **value: int,
) -> Fact:
    kind, statement = said
    rests_on = tuple(dict.fromkeys(f"alert:{alert.id}" for alert in some))[:MOST_RESTS]
    return a_fact(
        kind,
        statement,
        source="rules",
        observed_at=context.observed_at,
        rests_on=rests_on,
        value=dict(value),
    )
