"""A process whose event loop hangs fails its liveness probe, and its log says where it is stuck."""

import subprocess
import sys
import time

import httpx
import pytest

from kit.process import Running, a_data_folder, an_environment, eventually

HANG_SECONDS = 8.0
PROBE_SECONDS = 1.0
"""Kubernetes' own default."""

pytestmark = [pytest.mark.faults, pytest.mark.timeout(120)]

_PROGRAM = f"""
import asyncio, os, time
from triage_warden.cli.announcements import teller
from triage_warden.cli.options import Output
from triage_warden.wiring.serve import serve
from triage_warden.wiring.settings import read_settings

tell = teller(Output.JSON)

def stuck_in_a_parser():
    time.sleep({HANG_SECONDS})

def announce(announcement):
    tell(announcement)
    if announcement.kind == "ready":
        asyncio.get_running_loop().call_later(2.0, stuck_in_a_parser)

serve(read_settings(os.environ), announce=announce)
"""


def _lives(running: Running) -> bool:
    try:
        with running.client(timeout=PROBE_SECONDS) as client:
            return client.get("/live").status_code == 200
    except httpx.TimeoutException:
        return False


def test_a_hung_loop_fails_the_probe_and_is_described() -> None:
    """It cannot answer, so it does not; when it turns again, it lives again."""
    with a_data_folder() as folder:
        log = folder.with_suffix(".log")
        with log.open("ab") as written:
            process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM],
                stdout=subprocess.PIPE,
                stderr=written,
                bufsize=0,
                env=an_environment(folder),
            )
        running = Running(process, log=log, folder=folder)
        try:
            running.url = str(running.wait_for("ready")["url"])
            assert _lives(running)
            eventually(lambda: not _lives(running), seconds=10)
            failed_at = time.monotonic()
            eventually(lambda: _lives(running), seconds=HANG_SECONDS + 10)
            print(f"/live failed for some {time.monotonic() - failed_at:.1f} s of a hang of {HANG_SECONDS:.0f} s")  # noqa: T201  # the figure
            with running.client() as client:
                assert 'triage_warden_event_loop_lag_seconds_bucket{le="5.0"}' in client.get("/metrics").text
            eventually(lambda: '"event_loop_turns_again"' in log.read_text(encoding="utf-8"), seconds=10)
            assert running.stop() == 0
        finally:
            if process.poll() is None:
                running.kill()
            assert process.stdout is not None
            process.stdout.close()
        text = log.read_text(encoding="utf-8")
    assert text.count('"event_loop_hung"') == 1
    assert "stuck_in_a_parser" in text
