"""Every fact about an incident, in one call."""

from collections.abc import Callable, Sequence

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.alerts import alert_facts
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.incident import incident_facts, volume_facts
from triage_warden.core.facts.model import Fact
from triage_warden.core.facts.strands import strands

MailFacts = Callable[[StoredAlert], Sequence[Fact]]
"""Returns the facts about the mail that an alert carries; none where it carries none."""


def no_mail(alert: StoredAlert) -> Sequence[Fact]:  # noqa: ARG001  # the shape of MailFacts
    """Return no facts: for incidents without mail."""
    return ()


def facts_of(alerts: Sequence[StoredAlert], context: Context, mail_facts: MailFacts = no_mail) -> list[Fact]:
    """Return each fact once, in an order that does not depend on the order of the alerts."""
    folded = strands(alerts, context.listed)
    found: list[Fact] = []
    for strand in folded.followed:
        found += alert_facts(strand.alert, context)
        found += mail_facts(strand.alert)
    found += incident_facts(alerts, context)
    found += volume_facts(folded, context)
    return sorted({fact.id: fact for fact in found}.values(), key=lambda fact: fact.id)
