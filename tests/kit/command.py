"""The command, called in this process."""

from collections.abc import Sequence

from typer.testing import CliRunner, Result

from triage_warden.cli.app import app


def run(arguments: Sequence[str], *, stdin: bytes | None = None, env: dict[str, str] | None = None) -> Result:
    """Run `triage-warden` with these arguments; the environment holds nothing of ours but `env`."""
    unset = dict.fromkeys(("TW_BASE_URL", "DATABASE_URL", "TW_API_KEY"))
    clean = {**unset, "TW_DATA_DIR": "/nonexistent", **(env or {})}
    return CliRunner().invoke(app, list(arguments), input=stdin, env=clean)


def refusal(result: Result) -> str:
    """Return the one line that says why the command refused; fail if it did otherwise."""
    assert result.exit_code == 1, result.output
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("triage-warden: ")
    return lines[0].removeprefix("triage-warden: ")
