"""What a rule's past says about the alert that it raised now."""

from collections.abc import Iterator
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.context import Context, RuleHistory, RuleOn
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import entity_of, rule_of
from triage_warden.core.facts.wording import plural, quoted

ENOUGH_DAYS: Final = 7
"""Days of watching before a first time means anything: in the first week everything is new."""
ROUTINE_DAYS: Final = 5
"""Distinct days on which a rule fired on one entity from which its next time is routine: a working week of it."""
EVERYWHERE: Final = 10
"""Entities from which a rule that fires on most days is a trait of the estate and not of one machine."""
ENOUGH_JUDGED: Final = 5
"""Closed incidents from which people's own record with a rule counts."""
MOSTLY: Final = 0.9


def history_facts(alert: StoredAlert, context: Context) -> list[Fact]:
    """Return what the past of the alert's rule says; nothing where there is no past to look at."""
    entity = entity_of(alert)
    asked = RuleOn(source=alert.source, rule=rule_of(alert), entity=entity.value if entity else None)
    past = context.histories.get(asked)
    if past is None:
        return []
    return [
        a_fact(
            kind,
            statement,
            source="history",
            observed_at=context.observed_at,
            rests_on=(f"alert:{alert.id}",),
        )
        for kind, statement in (*_frequency(asked, past), *_record(asked, past))
    ]


def _frequency(asked: RuleOn, past: RuleHistory) -> Iterator[tuple[str, str]]:
    rule, days = quoted(asked.rule), plural(past.watched_days, "day")
    if past.days_on_entity >= ROUTINE_DAYS:
        times = plural(past.on_entity, "time")
        yield (
            "host.rule_routine",
            f"{rule} fired on {quoted(asked.entity or '')} {times} on {past.days_on_entity} of the last {days}.",
        )
    if past.entities >= EVERYWHERE and past.days_in_tenant * 2 >= past.watched_days > 0:
        yield (
            "alert.rule_everywhere",
            f"{rule} fired {plural(past.in_tenant, 'time')} on {past.entities} hosts or users in the last {days}.",
        )
    if past.watched_days < ENOUGH_DAYS:
        return
    if past.in_tenant == 0:
        yield "alert.rule_new", f"{rule} never fired here in the last {days}."
    elif asked.entity and past.on_entity == 0 and past.entities < EVERYWHERE:
        yield (
            "host.rule_new",
            f"{rule} never fired on {quoted(asked.entity)} in the last {days}; on {past.entities} others it did.",
        )


def _record(asked: RuleOn, past: RuleHistory) -> Iterator[tuple[str, str]]:
    judged = past.judged_true + past.judged_false
    if judged < ENOUGH_JUDGED:
        return
    if past.judged_false >= MOSTLY * judged:
        yield (
            "alert.rule_mostly_false",
            f"People closed {past.judged_false} of {judged} incidents with {quoted(asked.rule)} as harmless.",
        )
    elif past.judged_true >= MOSTLY * judged:
        yield (
            "alert.rule_mostly_true",
            f"People closed {past.judged_true} of {judged} incidents with {quoted(asked.rule)} as real.",
        )
