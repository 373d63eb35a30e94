"""Incidents on a terminal."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from triage_warden.cli.answers import AlertRow, IncidentFile, IncidentRow
from triage_warden.cli.drawing import bar, cell, console, moment, percent, table, word, words
from triage_warden.cli.listing import decoded, fields, show_list
from triage_warden.cli.options import Output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from triage_warden.cli.client import Server
    from triage_warden.core.assessment.model import Assessment

MOST = 1000
"""Most links, alerts and timeline entries that are shown of one incident."""
MOST_FACTS = 15
"""Facts that are drawn, the heaviest: those after them hardly move the verdict."""
_HEADINGS = ("Number", "Status", "Severity", "Verdict", "Conf.", "Category", "Alerts", "Title", "Last alert")


def show_incidents(items: Iterable[bytes], output: Output) -> None:
    """Write a list of incidents."""
    show_list(items, kind=IncidentRow, headings=_HEADINGS, row=_row, output=output)


def parts(server: "Server", path: str) -> dict[str, msgspec.Raw | list[msgspec.Raw]]:
    """Return everything about one incident, as the server sent it."""

    def listed(part: str) -> list[msgspec.Raw]:
        return [msgspec.Raw(each) for each in server.pages(f"{path}/{part}", {}, limit=MOST)]

    return {
        "incident": msgspec.Raw(server.get(path)),
        **{part: listed(part) for part in ("alerts", "links", "timeline")},
        "trace": _items(server.get(f"{path}/trace")),
    }


def incident_file(found: dict[str, msgspec.Raw | list[msgspec.Raw]]) -> IncidentFile:
    """Return the same, read."""
    return decoded(msgspec.json.encode(found), IncidentFile)


def draw_incident(file: IncidentFile) -> None:
    """Draw one incident from what matters most to what matters least."""
    screen = console()
    for part in _drawn(file):
        screen.print(part)


def draw_change(answer: bytes) -> None:
    """Say how an incident stands after a change."""
    found = decoded(answer, IncidentRow)
    told = [found.number, found.status, found.disposition, found.assignee and f"assigned to {found.assignee}"]
    console().print(cell(", ".join(filter(None, told))))


def _drawn(file: IncidentFile) -> Iterator["RenderableType"]:
    yield _head(file.incident)
    assessment = file.incident.assessment
    if assessment is None:
        yield words("\nNot assessed yet.\n")
    else:
        yield from _assessment(assessment)
    titles = {alert.id: alert for alert in file.alerts}
    links = [(*_linked(titles.get(str(link.alert_id))), link.reason) for link in file.links]
    yield table(("Occurred", "Source", "Alert", "Belongs because"), links, title="Alerts")
    timeline = [(moment(each.at), each.kind, each.text, each.actor) for each in file.timeline]
    yield table(("At", "What", "", "Who"), timeline, title="Timeline")
    if file.trace:
        steps = [(moment(each.started_at), each.step, each.state, each.attempts, each.error) for each in file.trace]
        yield table(("Started", "Step", "State", "Tries", "Error"), steps, title="Trace")


def _head(found: IncidentRow) -> "RenderableType":
    entities = ", ".join(f"{each.type} {each.value}" for each in found.entities)
    resolution = ", ".join(filter(None, (found.disposition, found.resolution_reason)))
    return fields(
        (found.number, found.title),
        ("Status", f"{found.status}, severity {found.severity}"),
        ("Assignee", found.assignee),
        ("Resolved as", resolution),
        ("Alerts", f"{found.alert_count} from {', '.join(found.sources)}"),
        ("When", f"{moment(found.first_alert_at)} to {moment(found.last_alert_at)}"),
        ("Entities", entities),
    )


def _assessment(found: "Assessment") -> Iterator["RenderableType"]:
    verdict = words("\nVerdict  ", "bold").append_text(word(found.verdict))
    yield verdict.append_text(words(f"  {percent(found.confidence)} sure, {found.category}, by {found.analyst}"))
    attack = ", ".join(filter(None, (each.technique or each.tactic for each in found.attack)))
    if attack:
        yield words(f"ATT&CK   {attack}")
    yield words(f"{found.summary}\n")
    facts = sorted(found.facts, key=lambda fact: -abs(fact.weight))
    heaviest = max((abs(fact.weight) for fact in facts), default=0.0)
    yield table(
        ("Weight", "Fact", "Id"),
        [(bar(each.weight, heaviest), each.statement, each.id) for each in facts[:MOST_FACTS]],
        title="Facts",
    )
    if len(facts) > MOST_FACTS:
        yield words(f"and {len(facts) - MOST_FACTS} lighter ones (--output json has them all)\n")
    actions = [(each.action, each.target, each.reason) for each in found.recommended_actions]
    if actions:
        yield table(("Action", "Target", "Because"), actions, title="Recommended")


def _linked(alert: AlertRow | None) -> tuple[str, str, str]:
    if alert is None:
        return ("-", "-", "(not among those shown)")
    repeats = f" ({alert.count} times)" if alert.count > 1 else ""
    return (moment(alert.occurred_at), alert.source, alert.title + repeats)


def _row(found: IncidentRow) -> tuple[object, ...]:
    return (
        found.number,
        found.status,
        word(found.severity),
        word(found.verdict),
        percent(found.confidence),
        found.category,
        found.alert_count,
        found.title,
        moment(found.last_alert_at),
    )


def _items(body: bytes) -> list[msgspec.Raw]:
    from triage_warden.cli.answers import PageHead

    return decoded(body, PageHead).items
