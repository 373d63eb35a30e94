"""`triage-warden user` against a server that speaks the contract."""

import json

import pytest

from kit.command import refusal, run
from kit.fake_server import a_problem, an_answer, fake_server

ANA = {
    "id": "0190f3a1-0000-7000-8000-0000000000c1",
    "name": "ana",
    "display_name": "Ana [red]Example",
    "role": "analyst",
    "disabled": False,
    "must_change_password": True,
    "second_factor": True,
    "external": False,
    "created_at": "2026-03-02T08:10:01Z",
    "last_sign_in_at": None,
}


def test_list_tells_who_may_do_what() -> None:
    """A row for each."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/users", an_answer({"items": [ANA], "next": None}))
        result = run(["user", "list", "--server", fake.url])
    assert "ana" in result.stdout
    assert "analyst" in result.stdout
    assert "temporary" in result.stdout


def test_create_tells_the_temporary_password() -> None:
    """None is sent, so the server makes one."""
    with fake_server() as fake:
        given = {"user": ANA, "temporary_password": "abcd-efgh", "password_expires_at": "2026-03-05T08:10:01Z"}
        fake.prepare("POST", "/api/v1/users", an_answer(given))
        result = run(["user", "create", "ana", "--role", "analyst", "--server", fake.url])
    assert "abcd-efgh" in result.stdout
    assert "good until 2026-03-05 08:10:01" in result.stdout
    assert json.loads(fake.asked[0].body) == {"name": "ana", "role": "analyst", "display_name": "", "password": None}


@pytest.mark.parametrize(
    ("command", "path"),
    [
        (["create", "ana", "--role", "analyst"], "/api/v1/users"),
        (["reset-password", "ana"], "/api/v1/users/ana/reset-password"),
    ],
)
def test_a_password_is_read_from_standard_input(command: list[str], path: str) -> None:
    """One line, blanks and all; there is no way to write it into the command line."""
    with fake_server() as fake:
        given = {"user": ANA, "temporary_password": None, "password_expires_at": "2026-03-05T08:10:01Z"}
        fake.prepare("POST", path, an_answer(given))
        result = run(["user", *command, "--password", "--server", fake.url], stdin=b" violet anchor \nmore\n")
    assert result.exit_code == 0, result.stderr
    assert json.loads(fake.asked[0].body)["password"] == " violet anchor "
    assert "violet" not in result.stdout
    assert "good until 2026-03-05 08:10:01" in result.stdout


@pytest.mark.parametrize(
    ("command", "body"),
    [
        (["update", "ana", "--role", "manager"], {"role": "manager", "display_name": None}),
        (["disable", "ana"], {"disabled": True}),
        (["enable", "ana"], {"disabled": False}),
    ],
)
def test_changes_are_sent(command: list[str], body: dict[str, object]) -> None:
    """And what came of them is shown."""
    with fake_server() as fake:
        fake.prepare("POST", "/api/v1/users/ana/update", an_answer(ANA))
        result = run(["user", *command, "--server", fake.url])
    assert json.loads(fake.asked[0].body) == body
    assert "ana" in result.stdout


@pytest.mark.parametrize("verb", ["second-factor-off", "end-sessions"])
def test_what_helps_somebody_is_asked_for(verb: str) -> None:
    """Of the one who was named, and of nobody else."""
    with fake_server() as fake:
        fake.prepare("POST", f"/api/v1/users/a%2Fna/{verb}", an_answer(ANA))
        fake.prepare("POST", f"/api/v1/users/a/na/{verb}", an_answer(ANA))
        result = run(["user", verb, "a/na", "--server", fake.url])
    assert result.exit_code == 0, result.stderr
    assert "ana" in result.stdout


def test_nothing_to_change_is_wrong_usage() -> None:
    """Before anything is sent."""
    assert run(["user", "update", "ana"]).exit_code == 2


def test_a_refusal_is_one_line() -> None:
    """The server's own words."""
    with fake_server() as fake:
        fake.prepare("POST", "/api/v1/users/ana/update", a_problem(409, "This is the last administrator."))
        result = run(["user", "disable", "ana", "--server", fake.url])
    assert refusal(result) == "This is the last administrator."
