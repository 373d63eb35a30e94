"""The chart installed: its pods as containers, the ingress before them, and a key of a program that may use it."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx

from kit.deploy.helm import render
from kit.deploy.image import the_image
from kit.deploy.ingress import Ingress
from kit.deploy.podman import a_network, podman, until
from kit.deploy.pods import Cluster, Pod
from kit.deploy.traffic import Traffic
from kit.forms import token_in
from kit.ports import a_free_port

API: Final = "triage-warden-api"
ORCHESTRATOR: Final = "triage-warden-orchestrator"
REDIS: Final = "triage-warden-redis"
POSTGRESQL: Final = "triage-warden-postgresql"


@dataclass
class Installation:
    """The cluster, its ingress, and the key of a program that may use it."""

    cluster: Cluster
    ingress: Ingress
    started: float = 0.0
    key: str = ""
    serving: list[Pod] = field(default_factory=list[Pod])
    """The API's pods that the ingress sends to."""

    @property
    def headers(self) -> dict[str, str]:
        """Return what a program shows."""
        return {"Authorization": f"Bearer {self.key}"} if self.key else {}

    def client(self) -> httpx.Client:
        """Return a client of the ingress."""
        return httpx.Client(base_url=self.ingress.url, verify=self.ingress.trust, timeout=30, trust_env=False)

    def ask(self, path: str) -> httpx.Response:
        """Ask as a program does."""
        with self.client() as client:
            return client.get(path, headers=self.headers)

    def sql(self, query: str) -> list[str]:
        """Ask the database as its administrator."""
        words = ("psql", "-h", "/tmp", "-U", "postgres", "-d", "triage_warden", "-At", "-c", query)  # noqa: S108
        return self.cluster.pods[f"{POSTGRESQL}-0"].container.exec(*words).stdout.split()

    def traffic(self, label: str) -> Traffic:
        """Return requests through the ingress."""
        return Traffic(self.ingress.url, self.ingress.trust, self.headers, label)

    def turn(self) -> None:
        """Tell the ingress who serves."""
        self.ingress.turn_to(*(each.container.address for each in self.serving))


@contextmanager
def an_installation(folder: Path) -> Generator[Installation]:
    """Install the chart with its own PostgreSQL and Redis, all pods at once; files that pods mount go into a folder."""
    command = podman()
    image, port = the_image(command), a_free_port()
    objects = render({"secrets": {"create": True}, "global": {"baseUrl": f"https://127.0.0.1:{port}"}})
    with a_network(command, f"tw{port}") as network:
        cluster = Cluster(command, network, objects, folder, image)
        ingress = Ingress(command, network, port)
        try:
            begun = time.monotonic()
            cluster.start(cluster.pod(POSTGRESQL, 0), cluster.pod(REDIS, 0), *_ours(cluster))
            made = Installation(cluster, ingress, serving=[cluster.pods[f"{API}-{each}"] for each in (0, 1)])
            cluster.wait_until_ready()
            made.started = time.monotonic() - begun
            ingress.start(*(each.container.address for each in made.serving))
            until(lambda: _answers(made), "nginx answers", seconds=20)
            made.key = _a_key(made)
            yield made
        finally:
            if hasattr(ingress, "container"):
                ingress.container.remove()
            cluster.remove()


def _ours(cluster: Cluster) -> list[Pod]:
    return [cluster.pod(each, number) for each in (API, ORCHESTRATOR) for number in (0, 1)]


def _answers(made: Installation) -> bool:
    try:
        return made.ask("/live").status_code == 200
    except httpx.HTTPError:
        return False


def _a_key(made: Installation) -> str:
    """Sign in as the administrator of the first start, and make a key as a person would."""
    password = made.cluster.secret("triage-warden-admin")["TW_ADMIN_PASSWORD"]
    with made.client() as browser:
        fields = {"name": "admin", "password": password, "csrf_token": token_in(browser.get("/login"))}
        came = browser.post("/login", data=fields)
        assert came.status_code == 303, came.text
        token = token_in(browser.get("/api-keys"))
        asked = {"name": "rollout", "role": "admin", "expires_in_days": 1}
        answer = browser.post("/api/v1/api-keys", json=asked, headers={"X-CSRF-Token": token})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["secret"])
