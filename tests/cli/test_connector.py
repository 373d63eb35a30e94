"""`triage-warden connector` against a server that speaks the contract."""

import json

from kit.command import refusal, run
from kit.fake_server import an_answer, fake_server

PATH = "/api/v1/connectors"
SYSTEM = {
    "name": "servicenow",
    "title": "ServiceNow",
    "kind": "system",
    "configured": True,
    "verbs": ["create_ticket"],
    "documentation": ["https://docs.example.com/one", "https://docs.example.com/two"],
    "trouble": None,
}
SOURCE = {**SYSTEM, "name": "wazuh", "title": "Wazuh", "kind": "source", "verbs": []}
TESTED = {"name": "servicenow", "outcome": "ok", "says": "Signed in.", "details": ["7 records."], "seconds": 0.5}


def test_list_tells_what_is_connected_and_what_is_not() -> None:
    """And what does not answer."""
    rows = [
        SYSTEM,
        {**SYSTEM, "name": "other", "configured": False},
        {**SYSTEM, "name": "broken", "trouble": "Silent."},
    ]
    with fake_server() as fake:
        fake.prepare("GET", PATH, an_answer({"items": [*rows, SOURCE]}))
        text = run(["connector", "list", "--server", fake.url]).stdout
        lines = run(["connector", "list", "--output", "json", "--server", fake.url]).stdout.splitlines()
    assert all(word in text for word in ("connected", "not connected", "Silent.", "takes in", "create_ticket"))
    assert [json.loads(line)["name"] for line in lines] == ["servicenow", "other", "broken", "wazuh"]


def test_show_tells_all_of_it() -> None:
    """Of a source how its webhooks are signed."""
    signed = {"scheme": "slack", "before_holds_until": "2026-03-03T08:00:00Z"}
    with fake_server() as fake:
        fake.prepare("GET", f"{PATH}/servicenow", an_answer({"connector": SYSTEM, "signed": None}))
        fake.prepare("GET", f"{PATH}/wazuh", an_answer({"connector": SOURCE, "signed": signed}))
        system = run(["connector", "show", "servicenow", "--server", fake.url]).stdout
        source = run(["connector", "show", "wazuh", "--server", fake.url]).stdout
    assert "https://docs.example.com/two" in system
    assert "Webhooks" not in system
    assert "are signed (slack); the secret before holds until 2026-03-03T08:00:00Z" in source


def test_test_tells_what_was_seen_and_by_whom() -> None:
    """Its exit says whether it works."""
    bad = {**TESTED, "outcome": "refused", "says": "The password is wrong.", "instance": "api-1"}
    with fake_server() as fake:
        fake.prepare("POST", f"{PATH}/servicenow/test", an_answer({**TESTED, "instance": "api-1"}), an_answer(bad))
        good = run(["connector", "test", "servicenow", "--server", fake.url])
        refused = run(["connector", "test", "servicenow", "--server", fake.url])
    assert good.exit_code == 0
    assert "asked by api-1 in 0.5 s: Signed in." in good.stdout
    assert "7 records." in good.stdout
    assert "The password is wrong." in refusal(refused)


def test_what_the_server_refuses_is_one_line() -> None:
    """Such as a source, which is not asked."""
    with fake_server() as fake:
        assert refusal(run(["connector", "test", "wazuh", "--server", fake.url]))
