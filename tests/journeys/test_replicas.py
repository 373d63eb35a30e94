"""Two replicas that answer and one that works: whoever looks at either sees what happens at the other."""

import threading
from collections.abc import Generator
from contextlib import ExitStack

import httpx
import pytest

from kit.outside_database import an_outside_database
from kit.process import Running, a_data_folder, eventually, serving

STREAMS = ("/api/v1/events", "/incidents/live")


@pytest.fixture(scope="module")
def replicas() -> Generator[tuple[Running, Running]]:
    """Start two that answer, and one that works."""
    with ExitStack() as stack:
        database = stack.enter_context(an_outside_database())
        started = [
            stack.enter_context(
                serving(
                    stack.enter_context(a_data_folder()), "--role", role, environment={"DATABASE_URL": database.url}
                )
            )
            for role in ("api", "api", "orchestrator")
        ]
        yield started[0], started[1]


class Listener(threading.Thread):
    """Reads a stream of events until told to stop."""

    def __init__(self, running: Running, path: str) -> None:
        super().__init__(daemon=True)
        self.heard: list[str] = []
        self.open = threading.Event()
        self._running = running
        self._path = path

    def run(self) -> None:
        """Read on."""
        with self._running.client(timeout=60) as client, client.stream("GET", self._path) as answer:
            assert answer.status_code == 200
            self.open.set()
            try:
                self.heard.extend(line for line in answer.iter_lines() if line.startswith("event:"))
            except httpx.HTTPError:
                return


def test_what_one_replica_takes_in_is_news_on_the_pages_of_every_replica(replicas: tuple[Running, Running]) -> None:
    """Through the database, so that it needs nothing else; the work is done by a third process."""
    listeners = [Listener(running, path) for running in replicas for path in STREAMS]
    for listener in listeners:
        listener.start()
        assert listener.open.wait(30)
    with replicas[0].client() as client:
        answer = client.post("/api/v1/alerts", json={"title": "Beacon seen", "source_id": "r-1", "severity": "high"})
        assert answer.status_code == 202
    eventually(lambda: all(listener.heard for listener in listeners), seconds=30)
    with replicas[1].client() as client:
        (incident,) = client.get("/api/v1/incidents").json()["items"]
        eventually(lambda: client.get(f"/api/v1/incidents/{incident['number']}").json()["assessed_version"], seconds=30)
