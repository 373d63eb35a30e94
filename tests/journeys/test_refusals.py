"""What cannot start says why in one line, and nothing more."""

import subprocess
from pathlib import Path

import pytest

from kit.process import COMMAND, PATIENCE, a_data_folder, an_environment, serving
from kit.secret_ledger import LEDGER
from triage_warden.wiring.address import BindAddress, listen
from triage_warden.wiring.server import port_of


def _refused(folder: Path, **environment: str) -> str:
    """Return the one line that a start which fails leaves on stderr."""
    LEDGER.started_with(environment)
    finished = subprocess.run(
        [*COMMAND, "serve"],
        env=an_environment(folder) | {"TW_LOG_LEVEL": "off"} | environment,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    LEDGER.log("of a refused start", (finished.stdout + finished.stderr).decode())
    lines = finished.stderr.decode().strip().splitlines()
    assert finished.returncode == 1
    assert len(lines) == 1, lines
    return lines[0]


def test_a_taken_port() -> None:
    """It names the port and the setting."""
    with a_data_folder() as folder, listen(BindAddress("127.0.0.1", 0)) as taken:
        port = port_of(taken)
        line = _refused(folder, TW_BIND_ADDRESS=f"127.0.0.1:{port}")
    assert f"Port {port}" in line
    assert "TW_BIND_ADDRESS" in line


def test_a_second_copy_on_the_same_data_folder() -> None:
    """It names the folder."""
    with a_data_folder() as folder, serving(folder):
        line = _refused(folder)
    assert str(folder) in line


@pytest.mark.parametrize(
    ("variable", "value"),
    [("TW_ENV", "prod"), ("TW_LOG_LEVEL", "loud"), ("TW_BIND_ADDRESS", "here"), ("DATABASE_URL", "mysql://x")],
)
def test_a_setting_that_cannot_be_read(variable: str, value: str) -> None:
    """It names the variable."""
    with a_data_folder() as folder:
        line = _refused(folder, **{variable: value})
    assert variable in line or value in line


def test_a_database_that_does_not_answer() -> None:
    """It says so without the password."""
    with a_data_folder() as folder:
        line = _refused(folder, DATABASE_URL="postgres://tw:hunter2@127.0.0.1:1/tw")
    assert "database" in line.lower()
    assert "hunter2" not in line


def test_a_data_folder_that_cannot_be_made() -> None:
    """It names the folder and the setting."""
    with a_data_folder() as folder:
        folder.parent.joinpath("data").write_text("a file, not a folder", encoding="utf-8")
        line = _refused(folder)
    assert str(folder) in line or "TW_DATA_DIR" in line
