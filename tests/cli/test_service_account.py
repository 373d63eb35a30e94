"""`triage-warden service-account` against a server that speaks the contract."""

import json

import pytest

from kit.command import refusal, run
from kit.fake_server import a_problem, an_answer, fake_server

PATH = "/api/v1/service-accounts"
SIEM = {
    "id": "0190f3a1-0000-7000-8000-0000000000c1",
    "name": "siem",
    "description": "takes [red]alerts in",
    "owner": "platform",
    "role": "analyst",
    "disabled": True,
    "created_at": "2026-03-02T08:10:01Z",
    "created_by": "root",
}


def test_list_tells_what_each_may_and_whom_to_ask() -> None:
    """A row for each, or a line of JSON."""
    with fake_server() as fake:
        fake.prepare("GET", PATH, an_answer({"items": [SIEM], "next": None}))
        told = run(["service-account", "list", "--server", fake.url]).stdout
        lines = run(["service-account", "list", "--server", fake.url, "--output", "json"]).stdout.splitlines()
    for word in ("siem", "analyst", "disabled", "platform"):
        assert word in told
    assert [json.loads(line) for line in lines] == [SIEM]


def test_create_sends_what_it_is_and_no_password() -> None:
    """There is none to send."""
    with fake_server() as fake:
        fake.prepare("POST", PATH, an_answer(SIEM, status=201))
        result = run(["service-account", "create", "siem", "--role", "analyst", "--owner", "x", "--server", fake.url])
    assert json.loads(fake.asked[0].body) == {"name": "siem", "role": "analyst", "description": "", "owner": "x"}
    assert "takes [red]alerts in" in result.stdout


@pytest.mark.parametrize(
    ("command", "body"),
    [
        (["update", "siem", "--role", "viewer"], {"role": "viewer", "description": None, "owner": None}),
        (["update", "siem", "--owner", ""], {"role": None, "description": None, "owner": ""}),
        (["disable", "siem"], {"disabled": True}),
        (["enable", "siem"], {"disabled": False}),
    ],
)
def test_changes_are_sent(command: list[str], body: dict[str, object]) -> None:
    """And what came of them is shown."""
    with fake_server() as fake:
        fake.prepare("POST", f"{PATH}/siem/update", an_answer(SIEM))
        result = run(["service-account", *command, "--server", fake.url])
        whole = run(["service-account", *command, "--server", fake.url, "--output", "json"])
    assert json.loads(fake.asked[0].body) == body
    assert "siem" in result.stdout
    assert json.loads(whole.stdout) == SIEM


def test_nothing_to_change_is_wrong_usage() -> None:
    """Before anything is sent."""
    assert run(["service-account", "update", "siem"]).exit_code == 2


def test_a_refusal_is_one_line() -> None:
    """The server's own words."""
    with fake_server() as fake:
        fake.prepare("POST", f"{PATH}/other/update", a_problem(404, "There is no such service account."))
        told = refusal(run(["service-account", "disable", "other", "--server", fake.url]))
    assert told == "There is no such service account."
