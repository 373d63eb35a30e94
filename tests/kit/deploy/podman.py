"""Podman, for tests: images and containers of their own, removed when they are done."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from kit.deploy.containers_conf import containers_conf, storage
from kit.deploy.packages import debian

PACKAGES: Final = (
    "podman",
    "runc",
    "buildah",
    "netavark",
    "aardvark-dns",
    "catatonit",
    "iptables",
    "mmdebstrap",
    "binutils",
)
LABEL: Final = "io.triage-warden.test"
"""Whose containers and networks: the number of the process that runs the tests."""


@dataclass(frozen=True, slots=True)
class Podman:
    """The command with our settings."""

    environment: Mapping[str, str]
    globals: Sequence[str]

    def __call__(
        self, *words: str, check: bool = True, seconds: float = 120, stdin: bytes | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run it; fail with its own words."""
        done = subprocess.run(
            ["podman", *self.globals, *words],
            env=self.environment,
            input=None if stdin is None else stdin.decode(),
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        assert not check or done.returncode == 0, (
            f"podman {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        )
        return done

    def has_image(self, name: str) -> bool:
        """Whether an image is there."""
        return self("image", "exists", name, check=False).returncode == 0

    def inspect(self, name: str) -> dict[str, Any]:
        """Return what is known of an image or container."""
        found: list[dict[str, Any]] = json.loads(self("inspect", name).stdout)
        return found[0]


@dataclass(slots=True)
class Container:
    """One container, as somebody runs it."""

    podman: Podman
    name: str
    words: Sequence[str] = field(default=(), repr=False)

    def start(self) -> None:
        """Create and start it; a name that is used already is an error."""
        self.podman("run", "-d", "--name", self.name, "--label", f"{LABEL}={os.getpid()}", *self.words)

    def exec(self, *command: str, check: bool = True, seconds: float = 60) -> "subprocess.CompletedProcess[str]":
        """Run a command in it, as `kubectl exec POD -- COMMAND` would."""
        return self.podman("exec", self.name, *command, check=check, seconds=seconds)

    def stop(self, seconds: int = 30) -> float:
        """SIGTERM, then SIGKILL after so many seconds, as a kubelet does; return how long it took."""
        begun = time.monotonic()
        self.podman("stop", "-t", str(seconds), self.name, seconds=seconds + 60)
        return time.monotonic() - begun

    def remove(self) -> None:
        """Remove it, running or not."""
        self.podman("rm", "-f", "-t", "0", "-v", self.name, check=False)

    @property
    def state(self) -> dict[str, Any]:
        """Return its state: `Running`, `ExitCode`, `OOMKilled`."""
        state: dict[str, Any] = self.podman.inspect(self.name)["State"]
        return state

    @property
    def address(self) -> str:
        """Return its address on its network."""
        networks: dict[str, dict[str, Any]] = self.podman.inspect(self.name)["NetworkSettings"]["Networks"]
        return str(next(iter(networks.values()))["IPAddress"])

    @property
    def log(self) -> str:
        """Return what it wrote."""
        done = self.podman("logs", self.name, check=False)
        return done.stdout + done.stderr

    def written(self) -> list[str]:
        """Return what was added or changed on its root file system, outside mounts."""
        return self.podman("diff", self.name).stdout.splitlines()


def podman() -> Podman:
    """Return the command; installs it first, or skips the test."""
    debian(*PACKAGES)
    ours = os.environ  # noqa: TID251  # podman's own environment, not a setting of ours
    command = Podman({**ours, "CONTAINERS_CONF": str(containers_conf())}, storage())
    _forget_the_dead(command)
    return command


@contextmanager
def a_network(command: Podman, name: str) -> Generator[str]:
    """Make a bridge with names, until the block ends."""
    command("network", "create", "--label", f"{LABEL}={os.getpid()}", name)
    try:
        yield name
    finally:
        command("network", "rm", "-f", "-t", "0", name, check=False)


def _forget_the_dead(command: Podman) -> None:
    """Remove what a run left that was killed."""
    listed = command("ps", "-a", "--format", "{{.Names}} {{.Labels}}", "--filter", f"label={LABEL}").stdout
    for line in listed.splitlines():
        name, _, labels = line.partition(" ")
        if not _alive(labels):
            command("rm", "-f", "-t", "0", "-v", name, check=False)
    for line in command("network", "ls", "--format", "{{.Name}} {{.Labels}}").stdout.splitlines():
        name, _, labels = line.partition(" ")
        if LABEL in labels and not _alive(labels):
            command("network", "rm", "-f", "-t", "0", name, check=False)


def _alive(labels: str) -> bool:
    number = "".join(each for each in labels.partition(LABEL)[2] if each.isdigit())
    return bool(number) and os.path.exists(f"/proc/{number}")  # noqa: PTH110  # a pseudo-file


def until(holds: Callable[[], bool], what: str, seconds: float = 60, every: float = 0.2) -> float:
    """Wait until something holds; return how long that took."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds, f"still not after {seconds:.0f} s: {what}"
        time.sleep(every)
    return time.monotonic() - begun
