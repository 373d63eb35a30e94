"""`triage-warden ingest` against a server that speaks the contract."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.command import refusal, run
from kit.fake_server import Answer, Asked, FakeServer, a_problem, an_answer, fake_server
from triage_warden.wiring.catalogue import sources

STREAM = Path(__file__).parents[2] / "src" / "triage_warden" / "samples" / "stream"


@pytest.fixture(name="fake")
def _fake() -> Iterator[FakeServer]:
    with fake_server() as fake:
        fake.responders.append(take_all)
        yield fake


def take_all(asked: Asked) -> Answer | None:
    """Take whatever is sent, counted as the server would count it."""
    if asked.path not in {"/api/v1/alerts", "/api/v1/mails"}:
        return None
    source = sources()[asked.query.get("source", "mail")]
    return an_answer({"accepted": len(list(source.split(asked.body))), "duplicates": 0, "quarantined": 0}, status=202)


def records(count: int) -> bytes:
    """Return a file of our own alerts."""
    return b"\n".join(json.dumps({"source_id": f"a-{n}", "title": f"Thing {n}"}).encode() for n in range(count))


def test_a_file_goes_in_batches_and_totals_are_told(fake: FakeServer, tmp_path: Path) -> None:
    """Gzip or not, recognised or named."""
    (tmp_path / "x.ndjson.gz").write_bytes(gzip.compress(records(1050)))
    result = run(["ingest", str(tmp_path / "x.ndjson.gz"), "--source", "generic", "--server", fake.url, "-o", "json"])
    assert result.exit_code == 0, result.output
    total = json.loads(result.stdout)
    assert (total["payloads"], total["requests"], total["accepted"]) == (1050, 3, 1050)
    assert [len(asked.body.splitlines()) for asked in fake.asked] == [500, 500, 50]
    assert {asked.query["source"] for asked in fake.asked} == {"generic"}


def test_a_second_run_sends_the_same_keys(fake: FakeServer, tmp_path: Path) -> None:
    """So that it is safe after any failure."""
    (tmp_path / "x.ndjson").write_bytes(records(7))
    for _ in range(2):
        run(["ingest", str(tmp_path), "--source", "generic", "--batch", "3", "--server", fake.url])
    keys = [asked.headers["idempotency-key"] for asked in fake.asked]
    assert keys[:3] == keys[3:]
    assert len(set(keys)) == 3


def test_the_sample_stream_goes_each_to_its_own_source(fake: FakeServer) -> None:
    """A folder of mixed files, recognised from their bytes; the broken one is told and costs nothing else."""
    result = run(["ingest", str(STREAM), "--server", fake.url])
    assert "1 of 59 files were not sent" in refusal(result)
    assert "broken-eve" in refusal(result)
    assert "58 payloads from 58 files in 58 requests" in result.stdout
    sent = {asked.query.get("source", "mail") for asked in fake.asked}
    assert sent == {"mail", "suricata", "wazuh", "sentinel", "cef", "ocsf", "generic"}


def test_a_refusal_is_one_line_and_exit_1(fake: FakeServer, tmp_path: Path) -> None:
    """The server's own reason."""
    fake.responders.insert(0, lambda _: a_problem(400, "The body is empty."))
    (tmp_path / "x.ndjson").write_bytes(records(1))
    assert refusal(run(["ingest", str(tmp_path), "--source", "generic", "--server", fake.url])) == "The body is empty."


def test_no_server_is_one_line_with_the_remedy(tmp_path: Path) -> None:
    """Real process."""
    (tmp_path / "x.ndjson").write_bytes(records(1))
    command = [sys.executable, "-m", "triage_warden", "ingest", str(tmp_path), "--server", "http://127.0.0.1:9"]
    done = subprocess.run([*command, "--source", "generic"], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "start one with `triage-warden serve`" in done.stderr


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(), st.sampled_from(["generic", "cef", "mail", "ait_csv", None]))
def test_any_bytes_are_sent_or_refused_in_one_line(fake: FakeServer, content: bytes, source: str | None) -> None:
    """No traceback, whatever the file."""
    named = ["--source", source] if source else []
    result = run(["ingest", "-", *named, "--server", fake.url], stdin=content)
    assert result.exit_code in {0, 1}
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert len(result.stderr.splitlines()) == result.exit_code
