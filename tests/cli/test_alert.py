"""`triage-warden alert` against a server that speaks the contract."""

import json

import pytest

from kit.answers import ALERT_ID, an_alert_answer
from kit.command import refusal, run
from kit.fake_server import Answer, a_problem, an_answer, fake_server

ONE = f"/api/v1/alerts/{ALERT_ID}"
RAW = b'{"x": "\xff\x1b[2J"}\r\n'


def test_list_draws_a_row_for_each_alert() -> None:
    """Filters go into the query."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/alerts", an_answer({"items": [an_alert_answer()], "next": None}))
        result = run(
            ["alert", "list", "--observable", "198.51.100.77", "--since", "2026-03-02T08:00:00Z", "--server", fake.url]
        )
    assert "Many failed logins" in result.stdout
    assert ALERT_ID in result.stdout
    assert fake.asked[0].query == {"observable": "198.51.100.77", "since": "2026-03-02T08:00:00Z", "limit": "50"}


def test_show_draws_fields_and_observables() -> None:
    """The alert's own attributes among them."""
    with fake_server() as fake:
        fake.prepare("GET", ONE, an_answer(an_alert_answer()))
        result = run(["alert", "show", ALERT_ID, "--server", fake.url])
    for words in ("40112", "T1110", "3 times", "198.51.100.77", "category", "documentation"):
        assert words in result.stdout


def test_show_in_json_is_the_server_s_own_object() -> None:
    """Nothing added, nothing left out."""
    with fake_server() as fake:
        fake.prepare("GET", ONE, an_answer(an_alert_answer()))
        result = run(["alert", "show", ALERT_ID, "-o", "json", "--server", fake.url])
    assert json.loads(result.stdout) == an_alert_answer()


def test_raw_is_the_payload_byte_for_byte() -> None:
    """Into a file or pipe nothing is changed."""
    with fake_server() as fake:
        fake.prepare("GET", f"{ONE}/raw", Answer(RAW))
        result = run(["alert", "show", ALERT_ID, "--raw", "--server", fake.url])
    assert result.stdout_bytes == RAW


def test_an_unknown_alert_is_one_line() -> None:
    """404 is a refusal."""
    with fake_server() as fake:
        fake.prepare("GET", ONE, a_problem(404, "There is no such alert."))
        assert refusal(run(["alert", "show", ALERT_ID, "--server", fake.url])) == "There is no such alert."


@pytest.mark.parametrize(("form", "below"), [("ocsf", "ocsf"), ("stix", "stix"), ("csv", "observables.csv")])
def test_a_format_writes_what_the_server_sends_byte_for_byte(form: str, below: str) -> None:
    """For a file or the next program."""
    with fake_server() as fake:
        fake.prepare("GET", f"{ONE}/{below}", Answer(RAW))
        result = run(["alert", "show", ALERT_ID, "--format", form, "--server", fake.url])
    assert result.stdout_bytes == RAW


def test_a_format_that_is_none_is_wrong_usage() -> None:
    """There are three."""
    assert run(["alert", "show", ALERT_ID, "--format", "xlsx"]).exit_code == 2
