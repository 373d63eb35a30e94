"""`triage-warden kill-switch` against a server that speaks the contract."""

import msgspec
import pytest

from kit.command import run
from kit.fake_server import an_answer, fake_server

SWITCH = {
    "id": "0190f3a1-0000-7000-8000-0000000000d1",
    "scope": {"kind": "everything", "verb": None},
    "reason": "Odd tickets.",
    "engaged_by": "alex",
    "engaged_at": "2026-03-02T08:10:01Z",
}
PATH = "/api/v1/kill-switch"


def test_status_says_what_is_halted_by_whom_and_why() -> None:
    """Or that nothing is."""
    with fake_server() as fake:
        fake.prepare("GET", PATH, an_answer({"engaged": True, "switches": [SWITCH]}))
        result = run(["kill-switch", "status", "--server", fake.url])
    assert "Odd tickets." in result.stdout
    assert "alex" in result.stdout
    with fake_server() as fake:
        fake.prepare("GET", PATH, an_answer({"engaged": False, "switches": []}))
        assert "Off" in run(["kill-switch", "status", "--server", fake.url]).stdout


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        ([], {"scope": "everything"}),
        (["--tenant"], {"scope": "tenant"}),
        (["--verb", "create_ticket"], {"scope": "action", "verb": "create_ticket"}),
    ],
)
def test_engage_and_release_name_their_scope(options: list[str], scope: dict[str, str]) -> None:
    """With the reason."""
    for change, said in (("engage", "Engaged"), ("release", "Released")):
        answer = SWITCH if change == "engage" else {**SWITCH, "released_by": "sam"}
        with fake_server() as fake:
            fake.prepare("POST", f"{PATH}/{change}", an_answer(answer))
            result = run(["kill-switch", change, "--reason", "Why.", *options, "--server", fake.url])
            assert msgspec.json.decode(fake.asked[-1].body) == {**scope, "reason": "Why."}
        assert said in result.stdout


def test_two_scopes_at_once_are_wrong_usage() -> None:
    """Exit code 2."""
    assert run(["kill-switch", "engage", "--reason", "x", "--tenant", "--verb", "create_ticket"]).exit_code == 2
