"""Requests without a pause, and what became of them."""

import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

import httpx
import msgspec


@dataclass(slots=True)
class Traffic:
    """Senders of alerts, and readers; each waits for its answer before it asks again."""

    url: str
    trust: ssl.SSLContext
    headers: dict[str, str]
    label: str
    senders: int = 2
    readers: int = 2
    pause: float = 0.05
    """Seconds between an answer and the next request of the same sender."""
    accepted: set[str] = field(default_factory=set[str])
    """Ids of alerts for which 202 was answered."""
    outcomes: "Counter[str]" = field(default_factory=Counter)
    slowest: float = 0.0
    refusals: list[str] = field(default_factory=list[str])
    """What was answered to the first requests that failed."""
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        """Begin."""
        work = [self._send] * self.senders + [self._read] * self.readers
        self._threads = [threading.Thread(target=each, args=(number,), daemon=True) for number, each in enumerate(work)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End, after the answers that are waited for."""
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    @property
    def sent(self) -> int:
        """Return the requests so far."""
        return sum(self.outcomes.values())

    @property
    def failed(self) -> int:
        """Return the requests that ended otherwise than asked for."""
        return self.sent - self.outcomes["202"] - self.outcomes["200"]

    @property
    def told(self) -> str:
        """Return the figures in one line."""
        outcomes = dict(self.outcomes.most_common())
        return f"{self.sent} requests, {self.failed} failed {outcomes}, slowest {self.slowest:.2f} s"

    def _send(self, number: int) -> None:
        with self._client() as client:
            for each in count():
                if self._stop.wait(self.pause):
                    return
                self._once(client, "POST", "/api/v1/alerts", an_alert(f"{self.label}-{number}-{each}"))

    def _read(self, number: int) -> None:
        paths = ("/api/v1/incidents?limit=5", "/login", "/api/v1/alerts?limit=5", "/live")
        with self._client() as client:
            for each in count(number):
                if self._stop.wait(self.pause):
                    return
                self._once(client, "GET", paths[each % len(paths)])

    def _once(self, client: httpx.Client, method: str, path: str, body: dict[str, Any] | None = None) -> None:
        begun = time.monotonic()
        try:
            answer = client.request(method, path, json=body)
            outcome = str(answer.status_code)
        except httpx.HTTPError as error:
            answer, outcome = None, type(error).__name__
        with self._lock:
            self.outcomes[outcome] += 1
            self.slowest = max(self.slowest, time.monotonic() - begun)
            if answer is not None and not answer.is_success and len(self.refusals) < 5:  # enough to see why
                self.refusals.append(f"{method} {path}: {answer.text[:500]}")
            if answer is not None and answer.status_code == 202:
                self.accepted |= {each["id"] for each in msgspec.json.decode(answer.content)["alerts"]}

    def _client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, verify=self.trust, headers=self.headers, timeout=30, trust_env=False)


def an_alert(name: str) -> dict[str, Any]:
    """Return an alert unlike any other: of a host and an address of its own."""
    return {
        "title": f"Canary token opened on {name}",
        "severity": "medium",
        "observables": [{"type": "hostname", "value": f"{name}.example.net", "role": "target"}],
    }
