"""`triage-warden analyze`, in this process and as a real one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.command import refusal, run

STREAM = Path(__file__).parents[2] / "src" / "triage_warden" / "samples" / "stream"
PHISH = STREAM / "001-phish-signin-accounts.eml"


def test_a_table_tells_verdict_and_reasons() -> None:
    """For people."""
    result = run(["analyze", str(PHISH)])
    assert result.exit_code == 0, result.output
    for words in ("malicious", "phishing", "mail", "1 malicious", "not a domain of"):
        assert words in " ".join(result.stdout.split())


def test_json_is_a_line_for_each_file_in_the_order_named(tmp_path: Path) -> None:
    """A broken one among them costs nothing but its own line, and the exit code says so."""
    (tmp_path / "broken").write_bytes(b"nonsense")
    result = run(["analyze", str(tmp_path / "broken"), str(PHISH), "-o", "json"])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["file"] for line in lines] == [str(tmp_path / "broken"), str(PHISH)]
    assert lines[0]["error"]["code"] == "not_recognised"
    assert lines[1]["assessment"]["verdict"] == "malicious"
    assert refusal(result) == "1 of 2 files could not be read, or not in full; see the output for the reasons."


def test_stdin_is_a_file() -> None:
    """`-` reads it."""
    result = run(["analyze", "-", "-o", "json"], stdin=PHISH.read_bytes())
    assert json.loads(result.stdout)["file"] == "-"
    assert result.exit_code == 0


def test_many_files_go_through_workers_and_keep_their_order(tmp_path: Path) -> None:
    """Real process, real workers: a folder of twenty files."""
    for number in range(20):
        shutil.copy(PHISH, tmp_path / f"{number:02}.eml")
    command = [sys.executable, "-m", "triage_warden", "analyze", str(tmp_path), "-o", "json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert [Path(json.loads(line)["file"]).stem for line in done.stdout.splitlines()] == [
        f"{number:02}" for number in range(20)
    ]
    assert done.stderr == ""


def test_a_reader_that_has_seen_enough_ends_it_quietly() -> None:
    """Real process: `| head -1`."""
    command = f"{sys.executable} -m triage_warden analyze {STREAM} -o json | head -1 | cut -c1-8"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True, text=True)
    assert done.stdout == '{"file":\n'
    assert "Traceback" not in done.stderr


def test_no_file_is_wrong_usage() -> None:
    """Exit 2."""
    assert run(["analyze"]).exit_code == 2


@settings(max_examples=60, deadline=None)
@given(st.binary())
def test_any_bytes_give_no_traceback(content: bytes) -> None:
    """Exit 0 or 1, a table, and one line on stderr at most."""
    result = run(["analyze", "-"], stdin=content)
    assert result.exit_code in {0, 1}
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) <= 1
