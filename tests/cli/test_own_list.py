"""`triage-warden own-list` against a server that speaks the contract."""

import json

import pytest

from kit.command import refusal, run
from kit.fake_server import a_problem, an_answer, fake_server

PATH = "/api/v1/lists"
BAD = {
    "id": "0190f3a1-0000-7000-8000-0000000000c1",
    "kind": "deny",
    "type": "domain",
    "value": "bad.example.com",
    "reason": "seen in a [red]phish",
    "added_by": "ana",
    "added_at": "2026-03-02T08:10:01Z",
    "expires_at": "2026-04-02T08:10:01Z",
    "in_force": True,
}


@pytest.mark.parametrize(
    ("options", "more"),
    [
        (["--deny"], {"kind": "deny"}),
        (["--allow", "--type", "domain", "--days", "30"], {"kind": "allow", "type": "domain", "expires_in_days": 30}),
    ],
)
def test_add_sends_what_was_typed(options: list[str], more: dict[str, object]) -> None:
    """The server reads it; what came of it is shown."""
    with fake_server() as fake:
        fake.prepare("POST", PATH, an_answer(BAD, status=201))
        called = ["own-list", "add", "bad[.]example.com", *options, "--reason", "phish", "--server", fake.url]
        told = run(called).stdout
        whole = run([*called, "--output", "json"]).stdout
    assert json.loads(fake.asked[0].body) == {"value": "bad[.]example.com", "reason": "phish"} | more
    for word in ("deny", "bad.example.com", "seen in a [red]phish", "2026-04-02", str(BAD["id"])):
        assert word in told
    assert json.loads(whole) == BAD


@pytest.mark.parametrize("options", [[], ["--allow", "--deny"]])
def test_which_list_has_to_be_said(options: list[str]) -> None:
    """Before anything is sent."""
    assert run(["own-list", "add", "x", "--reason", "y", *options]).exit_code == 2


def test_list_asks_with_filters_and_tells_what_ended() -> None:
    """A row for each, or a line of JSON."""
    ended = {**BAD, "in_force": False}
    with fake_server() as fake:
        fake.prepare("GET", PATH, an_answer({"items": [BAD, ended], "next": None}))
        called = ["own-list", "list", "--deny", "--type", "domain", "--value", "x", "--server", fake.url]
        told = run(called).stdout
        lines = run([*called, "--output", "json"]).stdout.splitlines()
        everything = run(["own-list", "list", "--server", fake.url])
        asked = [str(each) for each in fake.asked]
    assert "expired 2026-04-02" in told
    assert [json.loads(line) for line in lines] == [BAD, ended]
    assert everything.exit_code == 0
    assert all(word in asked[0] for word in ("kind", "deny", "type", "domain", "value"))
    assert "deny" not in asked[-1]


def test_remove_says_what_counts_no_longer_or_why_not() -> None:
    """In one line."""
    with fake_server() as fake:
        fake.prepare("DELETE", f"{PATH}/{BAD['id']}", an_answer(BAD))
        fake.prepare("DELETE", f"{PATH}/other", a_problem(404, "There is no such entry on the lists."))
        ended = run(["own-list", "remove", str(BAD["id"]), "--server", fake.url])
        told = refusal(run(["own-list", "remove", "other", "--server", fake.url]))
    assert ended.stdout == "bad.example.com is no longer on the deny list.\n"
    assert told == "There is no such entry on the lists."
