"""An incident on a terminal."""

import msgspec
import pytest

from kit.answers import an_alert_answer, an_assessment_answer, an_incident_answer
from triage_warden.cli.answers import IncidentFile
from triage_warden.cli.incident_view import draw_change, draw_incident


def a_file(**changes: object) -> IncidentFile:
    """Return everything about an incident."""
    parts = {
        "incident": an_incident_answer(assessment=an_assessment_answer()),
        "alerts": [],
        "links": [],
        "timeline": [],
        "trace": [],
    }
    return msgspec.convert({**parts, **changes}, IncidentFile)


def test_an_incident_without_assessment_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """The triage may still be under way."""
    draw_incident(a_file(incident=an_incident_answer(assessment=None)))
    assert "Not assessed yet." in capsys.readouterr().out


def test_a_link_to_an_alert_that_is_not_shown_is_not_lost(capsys: pytest.CaptureFixture[str]) -> None:
    """Its reason is told all the same."""
    link = {"alert_id": an_alert_answer()["id"], "tied_to": None, "reason": "Same host.", "weight": 1.0}
    draw_incident(a_file(links=[link]))
    out = capsys.readouterr().out
    assert "(not among those shown)" in out
    assert "Same host." in out


def test_a_resolved_incident_tells_how(capsys: pytest.CaptureFixture[str]) -> None:
    """Disposition and reason stand at the head."""
    incident = an_incident_answer(disposition="false_positive", resolution_reason="A test.", status="resolved")
    draw_incident(a_file(incident=incident))
    assert "false_positive, A test." in capsys.readouterr().out


def test_only_the_heaviest_facts_are_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is counted, not lost from sight."""
    facts = [{"id": f"f-{n:016}", "statement": f"Fact number {n}.", "weight": 20.0 - n} for n in range(17)]
    draw_incident(a_file(incident=an_incident_answer(assessment={**an_assessment_answer(), "facts": facts})))
    out = capsys.readouterr().out
    assert "Fact number 14." in out
    assert "Fact number 15." not in out
    assert "and 2 lighter ones (--output json has them all)" in out


def test_a_change_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Only what there is."""
    draw_change(msgspec.json.encode(an_incident_answer()))
    assert capsys.readouterr().out == "INC-2026-000007, open\n"
