"""`triage-warden queue` against a server that speaks the contract."""

import pytest

from kit.command import refusal, run
from kit.fake_server import an_answer, fake_server

JOB = {
    "id": 42,
    "kind": "triage",
    "state": "parked",
    "about": '{"incident":"0190f3a1-0000-7000-8000-0000000000b1"}',
    "created_at": "2026-03-02T08:10:01Z",
    "run_after": "2026-03-02T08:10:01Z",
    "attempts": 4,
    "family": "invalid",
    "reason": "unreadable_job: No case.",
}


def test_list_tells_why_jobs_were_parked() -> None:
    """A row for each."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/queue", an_answer({"items": [JOB], "next": None}))
        result = run(["queue", "list", "--state", "parked", "--server", fake.url])
    assert "42" in result.stdout
    assert "parked" in result.stdout


def test_show_tells_all_of_it() -> None:
    """With the family of the error."""
    with fake_server() as fake:
        fake.prepare("GET", "/api/v1/queue/42", an_answer(JOB))
        result = run(["queue", "show", "42", "--server", fake.url])
    assert "unreadable_job: No case." in result.stdout
    assert "invalid" in result.stdout


def test_retry_tells_that_it_waits() -> None:
    """The job as it is now."""
    with fake_server() as fake:
        fake.prepare("POST", "/api/v1/queue/42/retry", an_answer({**JOB, "state": "waiting"}))
        result = run(["queue", "retry", "42", "--server", fake.url])
    assert "waiting" in result.stdout


def test_discard_wants_a_reason() -> None:
    """Wrong usage without one."""
    assert run(["queue", "discard", "42"]).exit_code == 2
    with fake_server() as fake:
        fake.prepare("POST", "/api/v1/queue/42/discard", an_answer(JOB))
        result = run(["queue", "discard", "42", "--reason", "A duplicate.", "--server", fake.url])
    assert result.exit_code == 0


@pytest.mark.parametrize("number", ["x", "-1"])
def test_a_job_is_named_by_its_number(number: str) -> None:
    """Anything else is wrong usage."""
    assert run(["queue", "show", "--", number]).exit_code == 2


def test_a_refusal_is_one_line() -> None:
    """As with every command."""
    with fake_server() as fake:
        fake.prepare("POST", "/api/v1/queue/42/retry", an_answer({"detail": "The job is not parked."}, status=409))
        assert "not parked" in refusal(run(["queue", "retry", "42", "--server", fake.url]))
