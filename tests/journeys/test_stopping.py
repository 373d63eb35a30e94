"""A process that is told to stop ends what it does or hands it back, and says so to load balancers first."""

import asyncio
import signal
import socket
import tempfile
import time
from collections.abc import Generator
from pathlib import Path
from shutil import rmtree
from typing import Any

import asyncpg
import httpx
import pytest

from kit.process import Running, a_data_folder, eventually, serving
from triage_warden.storage.postgres.embedded import DATABASE, ROLE, running

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def shared_database() -> Generator[str]:
    """Return the URL of a database that several processes use."""
    folder = Path(tempfile.mkdtemp(prefix="tw-shared-"))
    folder.chmod(0o711)
    try:
        with running(folder / "pg") as server:
            yield server.superuser_url.replace("postgres@/postgres?", f"{ROLE}@/{DATABASE}?")
    finally:
        rmtree(folder, ignore_errors=True)


def _terminate(process: Running) -> float:
    process.process.send_signal(signal.SIGTERM)
    return time.monotonic()


def _ready(client: httpx.Client) -> tuple[int, str]:
    answer = client.get("/ready")
    return answer.status_code, answer.text


async def _query(url: str, query: str) -> list[Any]:
    connection = await asyncpg.connect(url.replace("//triage_warden@", "//postgres@"))
    try:
        return list(await connection.fetch(query))
    finally:
        await connection.close()


def test_an_api_answers_what_is_open_ends_its_streams_and_exits_well(shared_database: str) -> None:
    """Not ready at once; a request that was on its way is answered; a stream of live updates does not hold the exit."""
    environment = {"DATABASE_URL": shared_database, "TW_DRAIN_SECONDS": "5"}
    with a_data_folder() as folder, serving(folder, "--role", "api", environment=environment) as process:
        with process.client() as client, client.stream("GET", "/api/v1/events") as stream, _half_sent(process) as late:
            assert stream.status_code == 200
            began = _terminate(process)
            eventually(lambda: _ready(client)[0] == 503, seconds=4.0, every=0.02)
            assert "stopped" in _ready(client)[1]
            assert client.post("/api/v1/alerts", json={"title": "While it drains"}).status_code == 202
            late.sendall(b'{"title": "Sent slowly"}')
            assert late.recv(65536).startswith(b"HTTP/1.1 202 ")
            for _ in stream.iter_bytes():
                pass
        assert process.process.wait(30) == 0
        assert time.monotonic() - began < 20  # the stream alone would hold it until the 30 s are over
    (row,) = asyncio.run(_query(shared_database, "SELECT count(*) AS taken FROM alerts"))
    assert row["taken"] == 2


def _half_sent(process: Running) -> socket.socket:
    host, _, port = process.url.removeprefix("http://").partition(":")
    late = socket.create_connection((host, int(port)), timeout=20)
    head = ["POST /api/v1/alerts HTTP/1.1", "Host: localhost", "Content-Type: application/json", "Content-Length: 24"]
    head += [f"{name}: {value}" for name, value in process.credential().items()]
    late.sendall("\r\n".join([*head, "", ""]).encode())
    time.sleep(0.2)
    return late


def test_a_request_that_never_ends_is_cut_off_in_time(shared_database: str) -> None:
    """The setting holds: whoever sends no body does not keep the process alive."""
    environment = {"DATABASE_URL": shared_database, "TW_DRAIN_SECONDS": "0", "TW_SHUTDOWN_SECONDS": "4"}
    with a_data_folder() as folder, serving(folder, "--role", "api", environment=environment) as process:
        with _half_sent(process):
            began = _terminate(process)
            assert process.process.wait(30) == 0
        assert 2.5 < time.monotonic() - began < 20  # the request alone would hold it for ever


def test_a_job_that_runs_is_handed_to_another_at_once(shared_database: str) -> None:
    """Nobody waits for a heartbeat that does not come; a second signal cuts the patience short; the exit is clean."""
    environment = {"DATABASE_URL": shared_database}
    with a_data_folder() as folder, serving(folder, "--role", "api", environment=environment) as api:
        with api.client() as client:
            assert client.post("/api/v1/alerts", json={"title": "Waits for its group"}).status_code == 202
        holding = asyncio.run(_hold_up_grouping(shared_database, folder))
    assert holding == ("picked", "queued", 0)


async def _hold_up_grouping(url: str, folder: Path) -> tuple[str, str, int]:
    """Return how the grouping job stood while its process was stopping, how after it, and its attempts."""
    lock = await asyncpg.connect(url.replace("//triage_warden@", "//postgres@"))
    try:
        tenant = await lock.fetchval("SELECT id::text FROM tenants")
        await lock.execute("SELECT pg_advisory_lock(hashtextextended('group ' || $1::text, 0))", tenant)
        return await asyncio.to_thread(_stop_twice, url, folder)
    finally:
        await lock.close()


def _stop_twice(url: str, folder: Path) -> tuple[str, str, int]:
    with serving(folder, "--role", "orchestrator", environment={"DATABASE_URL": url}) as process:
        eventually(lambda: _group_job(url)[0] == "picked", seconds=30)
        with process.client() as client:
            assert client.get("/ready").status_code == 200
            assert client.get("/metrics").status_code == 200
            assert {client.get(path).status_code for path in ("/", "/incidents", "/api/v1/alerts")} == {404}
        _terminate(process)
        time.sleep(1.0)
        while_stopping = _group_job(url)[0]
        began = _terminate(process)
        assert process.process.wait(30) == 0
        assert time.monotonic() - began < 15  # the first signal's patience is longer
        status, attempts = _group_job(url)
        return while_stopping, status, attempts


def _group_job(url: str) -> tuple[str, int]:
    rows = asyncio.run(_query(url, "SELECT status::text, attempts FROM pgqueuer WHERE entrypoint = 'group'"))
    return (rows[0]["status"], rows[0]["attempts"]) if rows else ("gone", 0)
