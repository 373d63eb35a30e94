"""The database is thrown down under load: clients are told to come back, and nothing that was accepted is lost."""

import asyncio
import tempfile
import threading
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

RESTARTS = 3

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]


@pytest.fixture
def cluster() -> Generator[Path]:
    """Return a folder for a database server that is not the process's own."""
    folder = Path(tempfile.mkdtemp(prefix="tw-restart-"))
    folder.chmod(0o711)
    yield folder / "pg"
    rmtree(folder, ignore_errors=True)


class Sender(threading.Thread):
    """Sends one alert after the other and remembers which were accepted, and how it was refused."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.accepted: set[str] = set()
        self.refusals: list[tuple[int, str | None]] = []
        self.enough = threading.Event()
        self._url = url

    def run(self) -> None:
        """Send until there is enough."""
        number = 0
        with httpx.Client(base_url=self._url, timeout=15) as client:
            while not self.enough.is_set():
                number += 1
                name = f"alert-{number}"
                answer = client.post("/api/v1/alerts", json={"title": "Seen", "source_id": name})
                if answer.status_code == 202:
                    self.accepted.add(name)
                else:
                    self.refusals.append((answer.status_code, answer.headers.get("retry-after")))
                    time.sleep(0.05)


async def _ids(url: str) -> set[str]:
    connection = await asyncpg.connect(url.replace("//triage_warden@", "//postgres@"))
    try:
        rows = await connection.fetch("SELECT source_id FROM alerts JOIN incident_links ON alert_id = id")
    finally:
        await connection.close()
    return {row["source_id"] for row in rows}


def _ready(process: Running) -> bool:
    with process.client() as client:
        return client.get("/ready").status_code == 200


def _grouped(process: Running) -> bool:
    with process.client() as client:
        queue: dict[str, Any] = client.get("/health/detailed").json()["components"]["queue"]
    return queue["status"] == "healthy" and not any(queue["depth"].values())


def test_thrown_down_under_load_it_says_so_and_comes_back_by_itself(cluster: Path) -> None:
    """Refusals are 503 with Retry-After, readiness tells the truth, and every accepted alert is in an incident."""
    with a_data_folder() as folder:
        server = running(cluster)
        url = server.__enter__().superuser_url.replace("postgres@/postgres?", f"{ROLE}@/{DATABASE}?")
        with serving(folder, environment={"DATABASE_URL": url}) as process:
            sender = Sender(process.url)
            sender.start()
            for _ in range(RESTARTS):
                time.sleep(1.0)
                server.__exit__(None, None, None)
                eventually(lambda: not _ready(process), seconds=5)
                server = running(cluster)
                server.__enter__()
                eventually(lambda: _ready(process), seconds=15)
            time.sleep(1.0)
            sender.enough.set()
            sender.join(30)
            eventually(lambda: _grouped(process), seconds=60)
            eventually(lambda: asyncio.run(_ids(url)) >= sender.accepted, seconds=60)
            assert process.stop() == 0
        server.__exit__(None, None, None)
    assert sender.accepted
    assert sender.refusals
    assert {status for status, _ in sender.refusals} == {503}
    assert all(retry_after is not None for _, retry_after in sender.refusals)
    print(f"restarts {RESTARTS}, accepted {len(sender.accepted)}, refused {len(sender.refusals)}, lost 0")  # noqa: T201  # the figure
