"""`triage-warden incident` against a server that speaks the contract."""

import json

import pytest

from kit.answers import INCIDENT_ID, an_alert_answer, an_assessment_answer, an_incident_answer
from kit.command import refusal, run
from kit.fake_server import FakeServer, a_problem, an_answer, fake_server

ONE = "/api/v1/incidents/INC-2026-000007"


def prepared(fake: FakeServer) -> None:
    """Prepare everything that the server knows of one incident."""
    incident = an_incident_answer(assessment=an_assessment_answer())
    link = {"alert_id": an_alert_answer()["id"], "tied_to": None, "reason": "It is the first.", "weight": 0.0}
    entry = {"at": "2026-03-02T08:00:01Z", "kind": "created", "text": "Created from an alert.", "actor": "system"}
    step = {"run": "r", "step": "assess", "state": "done", "attempts": 1, "started_at": "2026-03-02T08:10:02Z"}
    fake.prepare("GET", ONE, an_answer(incident))
    fake.prepare("GET", f"{ONE}/alerts", an_answer({"items": [an_alert_answer()], "next": None}))
    fake.prepare("GET", f"{ONE}/links", an_answer({"items": [link], "next": None}))
    fake.prepare("GET", f"{ONE}/timeline", an_answer({"items": [entry], "next": None}))
    fake.prepare("GET", f"{ONE}/trace", an_answer({"items": [step]}))


def test_list_draws_a_row_for_each_incident() -> None:
    """Number, verdict and confidence are there, the title's escape code is written out, its markup is text."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/incidents", an_answer({"items": [an_incident_answer()], "next": None}))
        result = run(["incident", "list", "--status", "open", "-q", "web-01", "--server", fake.url])
    assert result.exit_code == 0
    assert "INC-2026-000007" in result.stdout
    assert "malicious" in result.stdout
    assert "93%" in result.stdout
    assert "\x1b" not in result.stdout
    assert "[red]that\\x1b[31m" in " ".join(result.stdout.split())
    assert fake.asked[0].query == {"status": "open", "q": "web-01", "limit": "50"}


def test_list_in_json_is_a_line_for_each_incident() -> None:
    """Just as the server sent it."""
    incidents = [an_incident_answer(number=f"INC-2026-00000{n}") for n in (1, 2)]
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/incidents", an_answer({"items": incidents, "next": None}))
        result = run(["incident", "list", "-o", "json", "--server", fake.url])
    assert [json.loads(line) for line in result.stdout.splitlines()] == incidents


def test_show_tells_verdict_facts_reasons_actions_and_trace() -> None:
    """Everything an analyst asks, in one view; the heaviest fact first."""
    with fake_server() as fake:
        prepared(fake)
        result = run(["incident", "show", "INC-2026-000007", "--server", fake.url])
    assert result.exit_code == 0, result.output
    for words in (
        "malicious  93% sure, credential_access, by rules",
        "T1110",
        "+3.2 ████████████",
        "-0.8 ███",
        "It is the first.",
        "(3 times)",
        "Created from an alert.",
        "isolate_host",
        "assess",
        "hostname web-01",
    ):
        assert words in result.stdout
    assert result.stdout.index("A login succeeded") < result.stdout.index("under maintenance")


def test_show_in_json_is_one_object() -> None:
    """With the parts under their names."""
    with fake_server() as fake:
        prepared(fake)
        result = run(["incident", "show", "INC-2026-000007", "-o", "json", "--server", fake.url])
    found = json.loads(result.stdout)
    assert set(found) == {"incident", "alerts", "links", "timeline", "trace"}
    assert found["incident"]["assessment"]["verdict"] == "malicious"


@pytest.mark.parametrize(
    ("arguments", "verb", "body"),
    [
        (
            ["resolve", "--disposition", "true_positive", "--reason", "Seen it."],
            "resolve",
            {"disposition": "true_positive", "reason": "Seen it."},
        ),
        (["reopen", "--reason", "It came back."], "reopen", {"reason": "It came back."}),
        (["assign", "analyst-2"], "assign", {"assignee": "analyst-2"}),
        (["assign", ""], "assign", {"assignee": None}),
    ],
)
def test_changes_are_sent_as_the_contract_says(arguments: list[str], verb: str, body: dict[str, object]) -> None:
    """And the incident's new state is told."""
    verb_name, *options = arguments
    with fake_server() as fake:
        fake.prepare("POST", f"{ONE}/{verb}", an_answer(an_incident_answer(status="resolved", assignee="analyst-2")))
        result = run(["incident", verb_name, "INC-2026-000007", *options, "--server", fake.url])
    assert result.stdout == "INC-2026-000007, resolved, assigned to analyst-2\n"
    assert json.loads(fake.asked[0].body) == body


def test_a_change_that_is_not_allowed_is_one_line() -> None:
    """409 is a refusal."""
    with fake_server() as fake:
        fake.prepare("POST", f"{ONE}/reopen", a_problem(409, "Only a resolved incident can be reopened."))
        result = run(["incident", "reopen", "INC-2026-000007", "--reason", "x", "--server", fake.url])
    assert refusal(result) == "Only a resolved incident can be reopened."


def test_a_reference_cannot_leave_its_place_in_the_address() -> None:
    """Slashes and dots are escaped."""
    with fake_server() as fake:
        refusal(run(["incident", "show", "../alerts?x=1", "--server", fake.url]))
    assert fake.asked[0].path.startswith("/api/v1/incidents/..%2Falerts%3Fx%3D1")


def test_no_server_is_one_line_with_the_remedy() -> None:
    """Connection refused."""
    result = run(["incident", "show", INCIDENT_ID, "--server", "http://127.0.0.1:9"])
    assert "start one with `triage-warden serve`" in refusal(result)


@pytest.mark.parametrize(("form", "below"), [("ocsf", "ocsf"), ("stix", "stix"), ("csv", "observables.csv")])
def test_a_format_writes_what_the_server_sends_byte_for_byte(form: str, below: str) -> None:
    """Nothing else is asked for."""
    with fake_server() as fake:
        fake.prepare("GET", f"{ONE}/{below}", an_answer({"type": "bundle"}))
        result = run(["incident", "show", "INC-2026-000007", "--format", form, "--server", fake.url])
    assert json.loads(result.stdout) == {"type": "bundle"}
    assert [each.path for each in fake.asked] == [f"{ONE}/{below}"]
