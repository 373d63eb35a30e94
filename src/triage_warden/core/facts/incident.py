"""What an incident's alerts say together."""

from collections.abc import Sequence
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.bursts import burst_facts
from triage_warden.core.facts.chain import chain_facts
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.corroboration import corroboration_facts
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import Strands
from triage_warden.core.facts.wording import plural, quoted
from triage_warden.core.facts.words import is_noise

HUM: Final = 100
"""Findings of one routine rule in one incident from which it is the sensor's hum and no event."""


def incident_facts(alerts: Sequence[StoredAlert], context: Context) -> list[Fact]:
    """Return what follows from the alerts as a whole, whatever their order; time grows with n log n."""
    telling = [alert for alert in alerts if not is_noise(alert)]
    return [
        *chain_facts(telling, context),
        *corroboration_facts(telling, context),
        *burst_facts(alerts, context),
    ]


def volume_facts(folded: Strands, context: Context) -> list[Fact]:
    """Return what the number of alerts says: rules that hum, and what was not looked at one by one."""
    found = [
        a_fact(
            "alert.mass_noise",
            f"{quoted(strand.rule_on.rule)} came {plural(strand.occurrences, 'time')}, as sensors report all day.",
            source="rules",
            observed_at=context.observed_at,
            rests_on=(f"alert:{strand.alert.id}",),
        )
        for strand in folded.followed
        if strand.occurrences >= HUM and is_noise(strand.alert)
    ]
    if folded.left_out:
        statement = f"{folded.left_out:,} further rules on entities, the least severe, were not looked at one by one."
        found.append(
            a_fact("incident.left_out", statement, source="rules", observed_at=context.observed_at, rests_on=())
        )
    return found
