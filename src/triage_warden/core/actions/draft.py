"""What an action would be, from what is known of the incident: shown to a person, who may change it and say yes."""

from typing import Final

from triage_warden.core.actions.verbs.create_ticket import DESCRIPTION_LENGTH, TITLE_LENGTH, CreateTicket
from triage_warden.core.assessment.model import Assessment, CitedFact
from triage_warden.core.incidents.model import Incident

MOST_FACTS: Final = 12
MOST_ENTITIES: Final = 10


def draft_ticket(incident: Incident, assessment: Assessment | None, base_url: str) -> CreateTicket:
    """Return the ticket: verdict, what it rests on, who is concerned, where to look."""
    link = f"{base_url.rstrip('/')}/incidents/{incident.number}"
    end = f"\n\nIncident {incident.number}: {link}"
    body = "\n\n".join(filter(None, (_verdict(assessment), _entities(incident), _facts(assessment))))
    return CreateTicket(
        title=_cut(f"{incident.number} {one_line(incident.title)}", TITLE_LENGTH),
        description=_cut(body, DESCRIPTION_LENGTH - len(end)) + end,
        severity=incident.severity,
    )


def one_line(text: str) -> str:
    """Return the text in one line without control characters: it comes from alerts and goes to another system."""
    return "".join(each for each in " ".join(text.split()) if each.isprintable())


def _verdict(assessment: Assessment | None) -> str:
    if assessment is None:
        return "Not assessed yet."
    said = f"Verdict: {assessment.verdict.value} ({assessment.confidence:.0%} sure)"
    return f"{said}, {assessment.category.value.replace('_', ' ')}, by the {assessment.analyst.value} analyst."


def _entities(incident: Incident) -> str:
    named = [f"{each.type.value} {one_line(each.value)}" for each in incident.entities[:MOST_ENTITIES]]
    more = len(incident.entities) - len(named)
    return f"Concerns: {', '.join(named)}{f' and {more} more' if more > 0 else ''}." if named else ""


def _facts(assessment: Assessment | None) -> str:
    if assessment is None or not assessment.facts:
        return ""
    heaviest = sorted(assessment.facts, key=lambda fact: -abs(fact.weight))
    lines = [_fact(fact) for fact in heaviest[:MOST_FACTS]]
    more = len(heaviest) - len(lines)
    rest = [f"- and {more} lighter ones"] if more > 0 else []
    return "\n".join(["Facts it rests on:", *lines, *rest])


def _fact(fact: CitedFact) -> str:
    return f"- {one_line(fact.statement)} [{fact.id}, {fact.weight:+.1f}]"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
