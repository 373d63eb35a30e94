"""`triage-warden action` against a server that speaks the contract."""

import json

import msgspec

from kit.command import refusal, run
from kit.fake_server import an_answer, fake_server

TICKET = {
    "verb": "create_ticket",
    "title": "INC-2026-000123 \x1b[31mred",
    "description": "Two\nlines",
    "severity": "high",
}
ACTION = {
    "id": "0190f3a1-0000-7000-8000-0000000000c1",
    "incident_id": "0190f3a1-0000-7000-8000-0000000000c2",
    "incident_number": "INC-2026-000123",
    "action": TICKET,
    "connector": "servicenow",
    "state": "done",
    "digest": "ab" * 32,
    "requested_by": "alex",
    "requested_at": "2026-03-02T08:10:01Z",
    "approved_by": "alex",
    "receipt": {"reference": "INC0000042", "id": "1", "url": "https://example.com/1"},
    "reason": None,
    "settled_by": None,
    "attempts": [
        {"number": 1, "worker": "w", "started_at": "2026-03-02T08:10:02Z", "outcome": "done", "asked": 0, "error": None}
    ],
}
OF_ONE = "/api/v1/incidents/INC-2026-000123/actions"
ONE = f"/api/v1/actions/{ACTION['id']}"
DRAFT = {"action": TICKET, "connector": "servicenow", "halted": None}


def test_create_shows_exactly_what_is_sent_and_sends_it_on_yes() -> None:
    """Under a key of its own, with nothing of it steering the terminal."""
    with fake_server() as fake:
        fake.prepare("GET", f"{OF_ONE}/draft", an_answer(DRAFT))
        fake.prepare("POST", OF_ONE, an_answer(ACTION))
        result = run(["action", "create", "INC-2026-000123", "--server", fake.url], stdin=b"y\n")
        assert result.exit_code == 0, result.output
        sent = fake.asked[-1]
    assert "\x1b[31m" not in result.output
    assert "Two\nlines" in result.stderr
    assert msgspec.json.decode(sent.body) == {"action": TICKET}
    assert len({name.lower(): v for name, v in sent.headers.items()}["idempotency-key"]) == 32
    assert "INC0000042" in result.stdout


def test_without_a_yes_nothing_is_sent() -> None:
    """No, and an end of input, are both a no."""
    for answer in (b"n\n", b""):
        with fake_server() as fake:
            fake.prepare("GET", f"{OF_ONE}/draft", an_answer(DRAFT))
            result = run(["action", "create", "INC-2026-000123", "--server", fake.url], stdin=answer)
            assert result.exit_code == 1
            assert "Nothing was sent." in result.stderr
            assert [each.method for each in fake.asked] == ["GET"]


def test_yes_and_changes_are_given_on_the_command_line() -> None:
    """What was given replaces what was drafted."""
    with fake_server() as fake:
        fake.prepare("GET", f"{OF_ONE}/draft", an_answer(DRAFT))
        fake.prepare("POST", OF_ONE, an_answer(ACTION))
        arguments = ["action", "create", "INC-2026-000123", "--yes", "--title", "Mine", "--output", "json"]
        result = run([*arguments, "--server", fake.url])
        sent = msgspec.json.decode(fake.asked[-1].body)
    assert sent == {"action": {**TICKET, "title": "Mine"}}
    assert json.loads(result.stdout)["id"] == ACTION["id"]


def test_what_cannot_be_done_is_said_before_anybody_is_asked() -> None:
    """No system, or halted."""
    for changes, said in (({"connector": None}, "No system"), ({"halted": "The kill switch is on."}, "kill switch")):
        with fake_server() as fake:
            fake.prepare("GET", f"{OF_ONE}/draft", an_answer({**DRAFT, **changes}))
            result = run(["action", "create", "INC-2026-000123", "--yes", "--server", fake.url])
        assert said in refusal(result)


def test_list_show_types_and_settle() -> None:
    """A row for each, one with its attempts, every verb, and what somebody found out."""
    with fake_server() as fake:
        page = {"items": [ACTION], "next": None}
        fake.prepare("GET", "/api/v1/actions", an_answer(page))
        fake.prepare("GET", OF_ONE, an_answer(page))
        fake.prepare("GET", ONE, an_answer(ACTION))
        risk = {"level": "low", "changes_posture": False, "reversible": False, "why": "It tells."}
        types = {"items": [{"verb": "create_ticket", "title": "Create", "risk": risk, "connector": None}]}
        fake.prepare("GET", "/api/v1/actions/types", an_answer(types))
        fake.prepare("POST", f"{ONE}/settle", an_answer({**ACTION, "state": "failed", "settled_by": "sam"}))
        server = ["--server", fake.url]
        assert "INC0000042" in run(["action", "list", "--state", "done", *server]).stdout
        assert "INC0000042" in run(["action", "list", "--incident", "INC-2026-000123", *server]).stdout
        assert "Two\nlines" in run(["action", "show", str(ACTION["id"]), *server]).stdout
        assert "not connected" in run(["action", "types", *server]).stdout
        settled = run(["action", "settle", str(ACTION["id"]), "--not-done", "--reason", "Looked.", *server])
        assert "sam" in settled.stdout
        assert msgspec.json.decode(fake.asked[-1].body) == {"done": False, "reason": "Looked."}
        for command in (["types"], ["show", str(ACTION["id"])]):
            assert json.loads(run(["action", *command, *server, "--output", "json"]).stdout)
