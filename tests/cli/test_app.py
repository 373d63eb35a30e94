"""The command line as a whole."""

import subprocess
import sys

import pytest

from kit.command import run
from triage_warden import __version__

HEAVY = ("asyncpg", "httpx", "litestar", "rich", "selectolax", "sqlalchemy", "uvicorn", "triage_warden.wiring")


def test_help_names_every_noun() -> None:
    """What one sees first."""
    result = run(["--help"])
    assert result.exit_code == 0
    for noun in ("serve", "migrate", "analyze", "ingest", "incident", "alert", "quarantine"):
        assert f"\n  {noun} " in result.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["incident", "show", "--help"], ["analyze", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    """The start is quick because of what is not imported; a stopwatch on a busy machine would not say why it is not."""
    script = (
        "import sys\n"
        "from triage_warden.cli import main\n"
        f"sys.argv = ['triage-warden', *{arguments!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_version_is_told() -> None:
    """What runs, in one line."""
    result = run(["--version"])
    assert result.exit_code == 0
    assert result.stdout == f"triage-warden {__version__}\n"


def test_no_command_shows_the_help_and_is_wrong_usage() -> None:
    """Exit 2."""
    result = run([])
    assert result.exit_code == 2
    assert "Usage: " in result.output
