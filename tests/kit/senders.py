"""Somebody who sends alerts without end, and remembers what became of each."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

from kit.process import Running

PAUSE = 0.02
"""Seconds between alerts: some tens a second, so that what waits stays what a restart left behind."""


@dataclass
class Refusal:
    """An answer that was no acceptance, or none at all."""

    status: int | None
    retry_after: str | None
    error: str | None = None


@dataclass
class Sender(threading.Thread):
    """Sends one alert after the other through one replica; each once, so what is refused is not sent again."""

    name_of_sender: str
    running: Running
    accepted: dict[str, str] = field(default_factory=dict[str, str])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    outcomes: Counter[str] = field(default_factory=Counter[str])
    slowest: float = 0.0
    enough: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Be a thread."""
        super().__init__(daemon=True)

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        """Send until there is enough; set `running` and the next alert goes there."""
        number = 0
        while not self.enough.is_set():
            running = self.running
            with running.client(timeout=60) as client:
                while not self.enough.is_set() and running is self.running:
                    number += 1
                    self._send(client, f"{self.name_of_sender}-{number}")
                    time.sleep(PAUSE)

    def _send(self, client: httpx.Client, name: str) -> None:
        began = time.monotonic()
        try:
            answer = client.post("/api/v1/alerts", json=an_alert(name))
        except httpx.HTTPError as error:
            self.refusals.append(Refusal(None, None, repr(error)))
            return
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
        if answer.status_code == 202:
            (told,) = answer.json()["alerts"]
            self.accepted[name] = told["id"]
            self.outcomes[told["outcome"]] += 1
        else:
            self.refusals.append(Refusal(answer.status_code, answer.headers.get("retry-after"), answer.text[:500]))


def an_alert(name: str) -> dict[str, Any]:
    """Return an alert of that name; some share a host, so that incidents grow and are assessed again."""
    number = int(name.rpartition("-")[2])
    return {
        "title": f"Suspicious process {number % 4}",
        "source_id": name,
        "severity": ("low", "medium", "high")[number % 3],
        "rule": {"id": f"r-{number % 4}"},
        "observables": [{"type": "hostname", "value": f"ws-{number % 25:03d}", "role": "target"}],
    }
