"""What a ticket says."""

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kit.stored import an_incident
from triage_warden.core.actions.draft import MOST_FACTS, draft_ticket, one_line
from triage_warden.core.actions.verbs.create_ticket import CreateTicket
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.assessment.model import Assessment, Category, CitedFact, Verdict
from triage_warden.core.facts.model import FactId
from triage_warden.core.observables.model import Observable, ObservableType, Role

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BASE = "https://triage.example.com/"


def an_assessment(facts: int, statement: str = "Fact {}.") -> Assessment:
    """Return a verdict on so many facts, the last the heaviest."""
    cited = (CitedFact(id=FactId(f"f-{n}"), statement=statement.format(n), weight=n / 10) for n in range(1, facts + 1))
    return Assessment(
        verdict=Verdict.MALICIOUS,
        confidence=0.93,
        category=Category.ACCOUNT_TAKEOVER,
        severity=Severity.HIGH,
        facts=tuple(cited),
        summary="It is.",
        assessed_at=NOON,
    )


def test_it_says_the_verdict_what_it_rests_on_and_where_to_look() -> None:
    """The heaviest facts first."""
    host = Observable(type=ObservableType.HOSTNAME, value="ws-1", role=Role.TARGET)
    ticket = draft_ticket(an_incident(entities=(host,)), an_assessment(2), BASE)
    assert ticket.title == "INC-2026-000001 Something on host-1"
    assert ticket.severity is Severity.MEDIUM
    assert ticket.description.split("\n\n") == [
        "Verdict: malicious (93% sure), account takeover, by the rules analyst.",
        "Concerns: hostname ws-1.",
        "Facts it rests on:\n- Fact 2. [f-2, +0.2]\n- Fact 1. [f-1, +0.1]",
        "Incident INC-2026-000001: https://triage.example.com/incidents/INC-2026-000001",
    ]


def test_without_a_verdict_it_says_so() -> None:
    """A person may be in a hurry."""
    assert draft_ticket(an_incident(), None, BASE).description.startswith("Not assessed yet.")


def test_what_is_left_out_is_counted() -> None:
    """A ticket is no place for a hundred facts."""
    assert f"- and {100 - MOST_FACTS} lighter ones" in draft_ticket(an_incident(), an_assessment(100), BASE).description


@given(st.text(max_size=400), st.text(max_size=9000))
def test_any_incident_gives_a_ticket_that_fits(title: str, statement: str) -> None:
    """Within the lengths, with the link whole, and nothing that breaks lines in the title."""
    facts = an_assessment(3, statement.replace("{", "").replace("}", ""))
    ticket = draft_ticket(an_incident(title=title), facts, BASE)
    assert msgspec.convert(msgspec.to_builtins(ticket), CreateTicket) == ticket
    assert ticket.description.endswith("/incidents/INC-2026-000001")
    assert "\n" not in ticket.title


def test_text_from_alerts_is_one_line_without_what_steers() -> None:
    """Neither a terminal nor a reader is led astray."""
    assert one_line("a\x1b[31m\nb\u202egpj.exe") == "a[31m bgpj.exe"
