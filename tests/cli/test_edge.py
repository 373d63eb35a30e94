"""Whatever goes wrong is one line on stderr and an exit code."""

import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from triage_warden.cli.edge import RefusingGroup, sentence, system_sentence
from triage_warden.kernel.errors import FieldError, Invalid, Unavailable


class DatabaseDown(Unavailable):
    """The database does not answer."""


ERRORS = [
    (DatabaseDown(), "The database does not answer."),
    (Invalid(detail="Two\nlines \x1b[31mred"), "Two lines \\x1b[31mred"),
    (
        Invalid(detail="Bad fields.", errors=(FieldError(pointer="/a", detail="is no number"),)),
        "Bad fields. /a: is no number",
    ),
    (FileNotFoundError(2, "No such file or directory", "x.eml"), "x.eml: No such file or directory"),
]


@pytest.mark.parametrize(("error", "line"), ERRORS, ids=[type(error).__name__ for error, _ in ERRORS])
def test_an_error_of_ours_or_the_system_is_one_line_and_exit_1(error: Exception, line: str) -> None:
    """Line breaks and control characters in the reason are shown, not obeyed."""
    app = typer.Typer(cls=RefusingGroup)

    @app.command()
    def fail() -> None:
        raise error

    @app.command()
    def other() -> None: ...

    result = CliRunner().invoke(app, ["fail"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"triage-warden: {line}\n"


def test_a_field_that_the_detail_names_already_is_not_told_twice() -> None:
    """Settings put their fields' details into the sentence."""
    error = Invalid(detail="TW_X: bad", errors=(FieldError(pointer="TW_X", detail="TW_X: bad"),))
    assert sentence(error) == "TW_X: bad"


def test_an_error_of_the_system_without_words_is_named_by_its_kind() -> None:
    """An empty line would tell nothing."""
    assert system_sentence(ConnectionResetError()) == "ConnectionResetError"


def test_wrong_usage_exits_2() -> None:
    """Real process: the framework's own exit code reaches the shell."""
    done = subprocess.run([sys.executable, "-m", "triage_warden", "incident", "shwo"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_mistake_of_ours_is_one_line_that_names_its_place() -> None:
    """Real process: even what nobody foresaw shows no traceback."""
    script = "from triage_warden.cli import edge; edge.prepare(); {}['a key\\nof two lines']"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "internal error, please report it: KeyError" in done.stderr
    assert "__main__:1" in done.stderr


def test_output_that_the_terminal_cannot_show_is_written_out() -> None:
    """Real process: an ASCII terminal gets escapes, not an encoding error."""
    script = "from triage_warden.cli import edge; edge.prepare(); print('caf\\xe9 \\u2588')"
    env = {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)
    assert done.stdout == "caf\\xe9 \\u2588\n"
