"""`triage-warden migrate`."""

import json
import subprocess
import sys
import time

import pytest
import typer

from kit.command import refusal, run
from triage_warden.cli.migrate import show_applied, show_sql, show_status
from triage_warden.cli.options import Output
from triage_warden.storage.postgres.revision import MigrationStatus


def test_two_wishes_at_once_are_wrong_usage() -> None:
    """Exit 2."""
    assert run(["migrate", "--status", "--dry-run"]).exit_code == 2


def test_a_setting_that_cannot_be_read_is_one_line() -> None:
    """With its name."""
    assert "TW_BACKLOG_LIMIT" in refusal(run(["migrate"], env={"TW_BACKLOG_LIMIT": "many"}))


def test_a_database_that_does_not_answer_is_one_line() -> None:
    """Real process, nobody listening."""
    env = {"DATABASE_URL": "postgresql://u:secret-word@127.0.0.1:9/x", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "triage_warden", "migrate", "--status"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "secret-word" not in done.stderr


def test_a_database_that_does_not_answer_is_waited_for_as_long_as_told() -> None:
    """Then it is the same line."""
    env = {"DATABASE_URL": "postgresql://u:secret-word@127.0.0.1:9/x", "PATH": "/usr/bin:/bin"}
    begun = time.monotonic()
    assert "does not answer" in refusal(run(["migrate", "--wait", "2"], env=env))
    assert 1 <= time.monotonic() - begun < 30


def test_pending_migrations_are_listed_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    """So that a deployment can ask."""
    with pytest.raises(typer.Exit) as caught:
        show_status(MigrationStatus(applied=["0001"], pending=["0002", "0003"]), Output.TABLE)
    assert caught.value.exit_code == 1
    captured = capsys.readouterr()
    assert captured.out == "applied  0001\npending  0002\npending  0003\n"
    assert captured.err == "triage-warden: 2 of the schema's migrations are pending; run `triage-warden migrate`.\n"


def test_nothing_pending_is_success(capsys: pytest.CaptureFixture[str]) -> None:
    """In JSON one object."""
    show_status(MigrationStatus(applied=["0001"], pending=[]), Output.JSON)
    assert json.loads(capsys.readouterr().out) == {
        "applied": ["0001"],
        "pending": [],
        "ahead": None,
        "oldest_code": None,
        "supported": True,
    }


def test_a_newer_schema_that_bears_this_version_is_told_and_is_success(capsys: pytest.CaptureFixture[str]) -> None:
    """Halfway through an upgrade of a fleet."""
    show_status(MigrationStatus(applied=["0001"], pending=[], ahead="0003", oldest_code="0001"), Output.TABLE)
    assert capsys.readouterr().out == (
        "applied  0001\nahead    0003 (made by a newer version; oldest that works: 0001)\n"
    )


def test_a_schema_that_is_too_new_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    """With what would be needed."""
    found = MigrationStatus(applied=["0001"], pending=[], ahead="0003", oldest_code="0002", supported=False)
    with pytest.raises(typer.Exit) as caught:
        show_status(found, Output.TABLE)
    assert caught.value.exit_code == 1
    assert "0002" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("sql", "output", "written"),
    [
        ("CREATE TABLE x;\n", Output.TABLE, "CREATE TABLE x;\n"),
        ("", Output.TABLE, "-- nothing is pending\n"),
        ("SELECT 1", Output.JSON, '{"sql":"SELECT 1"}\n'),
    ],
)
def test_the_sql_is_written_as_it_would_run(
    capsys: pytest.CaptureFixture[str], sql: str, output: Output, written: str
) -> None:
    """For review, or to be run by somebody else."""
    show_sql(sql, output)
    assert capsys.readouterr().out == written


def test_what_was_applied_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """Or that nothing had to be."""
    show_applied(["0001", "0002"], Output.TABLE)
    show_applied([], Output.TABLE)
    show_applied(["0001"], Output.JSON)
    assert capsys.readouterr().out == 'applied: 0001, 0002\nThe schema is up to date.\n{"applied":["0001"]}\n'
