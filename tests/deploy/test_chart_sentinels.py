"""The chart's Redis with Sentinels, as containers: a master is handed over before it stops, replaced when it dies."""

import json
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kit.deploy.helm import render
from kit.deploy.podman import Container, Podman, a_network, podman, until
from kit.deploy.rendered import Container as Rendered
from kit.deploy.rendered import containers
from kit.deploy.stand_in import SERVERS, stand_ins

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(900), pytest.mark.xdist_group("containers")]

NODES = range(3)
PASSWORD = 'p@ss w"rd\\'
VALUES = {
    "redis": {
        "architecture": "replication",
        "auth": {"existingSecret": "redis", "existingSecretPasswordKey": "password"},
        "replication": {"downAfterMilliseconds": 3000},
    }
}


@dataclass
class Fleet:
    """Three pods of two containers each, which share the pod's address."""

    podman: Podman
    network: str
    folder: Path
    subnet: str
    running: dict[str, Container] = field(default_factory=dict[str, Container])

    def start(self, number: int) -> None:
        """Start a pod; its disk is empty."""
        objects = render(VALUES)
        redis, sentinel = containers(objects, "triage-warden-redis", number, {"redis": {"password": PASSWORD}})
        name = f"{self.network}-{number}"
        own = ["--network", f"{self.network}:ip={self.address_of(number)}"]
        for each in NODES:  # Services are there before the first pod
            own += ["--add-host", f"triage-warden-redis-{each}:{self.address_of(each)}"]
        self._run(f"{name}-redis", redis, *own, "--hostname", redis.pod)
        self._run(f"{name}-sentinel", sentinel, "--network", f"container:{name}-redis")

    def address_of(self, number: int) -> str:
        """Return what the node's Service has: an address that outlives the pod."""
        return f"{self.subnet}.{10 + number}"

    def stop(self, number: int, *, handing_over: bool) -> None:
        """End a pod, as a rollout does, or as a node that is gone."""
        redis, sentinel = (self.running[f"{self.network}-{number}-{name}"] for name in ("redis", "sentinel"))
        if handing_over:
            redis.exec("/bin/sh", "/scripts/hand-over.sh")
        sentinel.remove()
        redis.remove()

    def _run(self, name: str, spec: Rendered, *words: str) -> None:
        scripts = self.folder / "scripts"
        scripts.mkdir(exist_ok=True)
        for file, text in spec.files["/scripts"].items():
            (scripts / file).write_text(text, encoding="utf-8")
        security = ["--read-only", "--read-only-tmpfs=false", "--cap-drop=all", "--security-opt=no-new-privileges"]
        variables = [word for pair in spec.environment.items() for word in ("-e", "=".join(pair))]
        mounts = ["-v", f"{scripts}:/scripts:ro"]
        mounts += [word for path in spec.writable for word in ("--tmpfs", f"{path}:mode=1777")]
        user = ["--user", f"{spec.user}:{spec.group}", "--entrypoint", spec.command[0]]
        command = [*security, *user, *variables, *mounts, *words, SERVERS, *spec.command[1:]]
        self.running[name] = Container(self.podman, name, command)
        self.running[name].start()

    def ask(self, number: int, *words: str, port: int = 6379) -> list[str]:
        """Ask a node from inside, as `kubectl exec … redis-cli` does: no password is typed."""
        redis = self.running[f"{self.network}-{number}-redis"]
        return redis.exec("redis-cli", "--raw", "-p", str(port), *words, check=False).stdout.splitlines()

    def is_ready(self, number: int) -> bool:
        """Do what the readiness probe says."""
        redis = self.running[f"{self.network}-{number}-redis"]
        return redis.exec("/bin/sh", "/scripts/ready.sh", check=False).returncode == 0

    def masters(self, *among: int) -> list[int]:
        """Return the nodes that say that they are the master."""
        return [each for each in among if "role:master" in self.ask(each, "INFO", "replication")]

    def named(self, number: int) -> str | None:
        """Return whom a node's Sentinel names."""
        found = self.ask(number, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "mymaster", port=26379)
        return found[0] if found else None

    def others(self, number: int) -> int:
        """Return how many other Sentinels a Sentinel knows, the lost ones with them."""
        found = self.ask(number, "SENTINEL", "MASTER", "mymaster", port=26379)
        return int(dict(zip(found[::2], found[1::2], strict=True))["num-other-sentinels"]) if len(found) > 1 else -1


@pytest.fixture
def fleet(tmp_path: Path) -> Generator[Fleet]:
    """Three that have found each other."""
    command = podman()
    stand_ins(command)
    tmp_path.chmod(0o755)
    with a_network(command, f"tw-redis-{time.monotonic_ns()}") as network:
        found = json.loads(command("network", "inspect", network).stdout)[0]["subnets"][0]["subnet"]
        made = Fleet(command, network, tmp_path, found.rpartition(".")[0])
        try:
            for number in NODES:
                made.start(number)
            until(lambda: all(made.is_ready(each) for each in NODES), "all are ready", 120)
            until(lambda: all(made.others(each) == 2 for each in NODES), "the Sentinels know each other", 120)
            yield made
        finally:
            for each in reversed(made.running.values()):
                each.remove()


def test_masters_come_and_go(fleet: Fleet, capsys: pytest.CaptureFixture[str]) -> None:
    """A rollout hands the master over before it stops; a node that is lost is replaced; nobody is counted twice."""
    assert fleet.masters(*NODES) == [0]
    assert {fleet.named(each) for each in NODES} == {fleet.address_of(0)}
    assert fleet.ask(0, "SET", "tw:leader:main", "orchestrator-0") == ["OK"]

    begun = time.monotonic()
    fleet.stop(0, handing_over=True)
    handed = time.monotonic() - begun
    rest = fleet.masters(1, 2)
    assert len(rest) == 1, "another was the master before the first one stopped"
    assert fleet.ask(rest[0], "GET", "tw:leader:main") == ["orchestrator-0"]
    fleet.start(0)
    until(lambda: fleet.is_ready(0), "the one that came back copies the new master", 120)
    until(lambda: fleet.masters(*NODES) == rest, "it is no master", 60)

    fleet.stop(rest[0], handing_over=False)
    left = [each for each in NODES if each not in rest]
    lost = until(lambda: len(fleet.masters(*left)) == 1, "another is named after a loss", 60)
    assert lost < 15, "a lease's length"
    new = fleet.masters(*left)
    until(lambda: {fleet.named(each) for each in left} == {fleet.address_of(new[0])}, "the Sentinels agree", 60)
    fleet.start(rest[0])
    until(lambda: all(fleet.is_ready(each) for each in NODES), "all are ready again", 120)
    until(lambda: fleet.masters(*NODES) == new, "there is one master", 60)
    until(lambda: all(fleet.others(each) == 2 for each in NODES), "nobody is counted twice", 60)
    with capsys.disabled():
        print(f"\nRedis: handed over in {handed:.1f} s, another master {lost:.1f} s after a loss", end="")  # noqa: T201  # figures


def test_nobody_gets_in_without_the_password(fleet: Fleet) -> None:
    """To Redis or to a Sentinel, which could name any server the master."""
    for port in ("6379", "26379"):
        words = ("env", "-u", "REDISCLI_AUTH", "redis-cli", "-p", port, "PING")
        answer = fleet.running[f"{fleet.network}-0-redis"].exec(*words, check=False).stdout
        assert "NOAUTH" in answer
