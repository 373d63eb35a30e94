"""`triage-warden api-key` against a server that speaks the contract."""

import asyncio
import json

from kit.command import refusal, run
from kit.database import TestServer
from kit.fake_server import a_problem, an_answer, fake_server

PATH = "/api/v1/api-keys"
KEY = {
    "id": "0190f3a1-0000-7000-8000-0000000000c1",
    "prefix": "abcdefgh",
    "name": "edge sensor",
    "role": "analyst",
    "scopes": ["alerts:take_in"],
    "expires_at": "2027-03-02T08:10:01Z",
    "revoked_at": None,
    "last_used_at": None,
}
ISSUED = {"key": KEY, "secret": "tw_abcdefgh_text"}


def test_list_tells_what_each_may_and_when_it_was_used() -> None:
    """Whether it ended, too."""
    ended = {**KEY, "scopes": None, "revoked_at": "2026-03-02T08:10:01Z", "last_used_at": "2026-03-01T08:10:01Z"}
    with fake_server() as fake:
        fake.prepare("GET", PATH, an_answer({"items": [KEY, ended], "next": None}))
        told = run(["api-key", "list", "--server", fake.url]).stdout
        lines = run(["api-key", "list", "--server", fake.url, "--output", "json"]).stdout.splitlines()
    assert "abcdefgh" in told
    assert "never" in told
    assert "all" in told
    assert [json.loads(line) for line in lines] == [KEY, ended]


def test_create_writes_the_key_alone_to_standard_output() -> None:
    """So that it can be put into a variable; what it is goes to standard error."""
    with fake_server() as fake:
        fake.prepare("POST", PATH, an_answer(ISSUED, status=201))
        arguments = [
            "api-key",
            "create",
            "edge sensor",
            "--role",
            "analyst",
            "--scope",
            "alerts:take_in",
            "--days",
            "90",
        ]
        made = run([*arguments, "--server", fake.url])
        whole = run(["api-key", "create", "x", "--server", fake.url])
        sent = [json.loads(asked.body) for asked in fake.asked]
    assert made.stdout == "tw_abcdefgh_text\n"
    assert "shown this once" in made.stderr
    assert whole.exit_code == 0
    assert sent == [
        {"name": "edge sensor", "role": "analyst", "expires_in_days": 90, "scopes": ["alerts:take_in"]},
        {"name": "x", "role": "viewer", "expires_in_days": 365},
    ]


def test_rotate_says_how_long_both_are_good() -> None:
    """And writes the new one."""
    with fake_server() as fake:
        fake.prepare("POST", f"{PATH}/{KEY['id']}/rotate", an_answer(ISSUED, status=201))
        made = run(["api-key", "rotate", str(KEY["id"]), "--overlap", "60", "--server", fake.url, "--output", "json"])
        sent = json.loads(fake.asked[0].body)
    assert json.loads(made.stdout) == ISSUED
    assert sent == {"overlap_seconds": 60}


def test_revoke_says_what_ended_or_why_not() -> None:
    """In one line."""
    with fake_server() as fake:
        fake.prepare("POST", f"{PATH}/{KEY['id']}/revoke", an_answer(KEY))
        fake.prepare("POST", f"{PATH}/other/revoke", a_problem(404, "There is no such API key."))
        ended = run(["api-key", "revoke", str(KEY["id"]), "--server", fake.url])
        told = refusal(run(["api-key", "revoke", "other", "--server", fake.url]))
    assert ended.stdout == "edge sensor is revoked.\n"
    assert told == "There is no such API key."


def test_a_service_accounts_keys_are_made_and_listed_at_the_account() -> None:
    """With its role, so that there is none to name."""
    path = "/api/v1/service-accounts/siem/keys"
    theirs = {**KEY, "service_account": {"id": "0190f3a1", "name": "siem", "disabled": True}}
    with fake_server() as fake:
        fake.prepare("POST", path, an_answer({**ISSUED, "key": theirs}, status=201))
        fake.prepare("GET", path, an_answer({"items": [theirs], "next": None}))
        made = run(["api-key", "create", "edge", "--service-account", "siem", "--server", fake.url])
        told = run(["api-key", "list", "--service-account", "siem", "--server", fake.url]).stdout
        sent = json.loads(fake.asked[0].body)
    assert made.stdout == "tw_abcdefgh_text\n"
    assert sent == {"name": "edge", "expires_in_days": 365}
    assert "siem" in told
    assert run(["api-key", "create", "x", "--service-account", "siem", "--role", "viewer"]).exit_code == 2


def test_the_first_key_is_made_on_the_database(postgres: TestServer) -> None:
    """With no server and no key; what cannot be is refused in the server's words."""
    with asyncio.Runner() as runner:
        making = postgres.database()
        url = runner.run(making.__aenter__())
        try:
            env = {"DATABASE_URL": url}
            first = ["api-key", "create", "first", "--on-database"]
            made = run([*first, "--role", "admin", "--days", "1"], env=env)
            whole = json.loads(run([*first, "--scope", "alerts:read", "--output", "json"], env=env).stdout)
            refused = refusal(run([*first, "--role", "owner"], env=env))
        finally:
            runner.run(making.__aexit__(None, None, None))
    assert made.stdout.startswith("tw_")
    assert "shown this once" in made.stderr
    assert (whole["key"]["role"], whole["key"]["scopes"]) == ("viewer", ["alerts:read"])
    assert whole["secret"].startswith(f"tw_{whole['key']['prefix']}_")
    assert "'role' must be one of admin" in refused
    assert run(["api-key", "create", "x", "--on-database", "--service-account", "siem"]).exit_code == 2
