"""One machine in production: what docker-compose.yaml says, and that it comes up."""

import re
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import yaml

from kit.deploy.image import ROOT, the_image
from kit.deploy.podman import Container, Podman, podman, until
from kit.deploy.stand_in import POSTGRES, SERVERS
from kit.ports import a_free_port
from triage_warden.wiring.settings import described, variable_of

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(900)]

FOLDER: Final = ROOT / "deploy" / "docker"
FILE: Final = FOLDER / "docker-compose.yaml"
COMPOSE: Final[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
EXAMPLE: Final = (FOLDER / ".env.example").read_text(encoding="utf-8")
OURS: Final = "# written by a test, which removes it again\n"
OF_COMPOSE: Final = {"POSTGRES_PASSWORD", "TW_IMAGE", "POSTGRES_IMAGE", "REDIS_IMAGE", "TW_PUBLISH"}
"""Variables of the file itself, and no settings."""


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_service_is_locked_down(name: str) -> None:
    """Read-only, nobody's root, no capabilities, no way to more, a limit to memory and logs."""
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].partition(":")[0]) >= 999
    assert service["mem_limit"]
    assert service["logging"]["options"]["max-size"]
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")
    assert "inside" in service["networks"]


def test_database_and_redis_are_reached_by_ours_alone() -> None:
    """They publish no port, and their network has no way out."""
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgresql", "redis"):
        assert "ports" not in COMPOSE["services"][name]
        assert COMPOSE["services"][name]["networks"] == ["inside"]


def test_no_secret_has_a_default() -> None:
    """What is secret is demanded by name; what has a default is an image or an address."""
    text = FILE.read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(\w+):-", text)) == {"TW_IMAGE", "POSTGRES_IMAGE", "REDIS_IMAGE", "TW_PUBLISH"}
    demanded = set(re.findall(r"\$\{(\w+):\?", text))
    assert {"DATABASE_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "TW_BASE_URL"} == demanded
    assert demanded <= set(_named_in_the_example())


def test_the_example_names_settings_and_holds_no_secret() -> None:
    """Every line is a setting of the program or a variable of the file; secrets are blank."""
    settings = {variable_of(name, about) for name, about in described()}
    assert [name for name in _named_in_the_example() if name not in settings | OF_COMPOSE] == []
    for name in ("TW_ENCRYPTION_KEY", "TW_JWT_SECRET", "TW_SESSION_SECRET", "TW_ADMIN_PASSWORD", "DATABASE_PASSWORD"):
        assert re.search(rf"^{name}=$", EXAMPLE, re.MULTILINE), name


def test_our_services_wait_for_the_migration() -> None:
    """It runs once, when the database answers; the others start when it is done."""
    services = COMPOSE["services"]
    assert services["migrate"]["depends_on"] == {"postgresql": {"condition": "service_healthy"}}
    for name in ("api", "orchestrator"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert services[name]["environment"]["TW_MIGRATE"] == "false"


@dataclass
class Project:
    """The file, brought up with podman-compose."""

    podman: Podman
    name: str
    folder: Path
    port: int

    def __call__(self, *words: str) -> None:
        """Run podman-compose."""
        program = [
            sys.executable,
            "-m",
            "podman_compose",
            "--podman-path",
            str(self.folder / "podman"),
            "-p",
            self.name,
        ]
        files = ["-f", str(FILE), "--env-file", str(FOLDER / ".env")]
        done = subprocess.run(
            [*program, *files, *words],
            cwd=FOLDER,
            env={**self.podman.environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]

    def service(self, name: str) -> Container:
        """Return a service's container."""
        return Container(self.podman, f"{self.name}_{name}_1")

    def wait_until_healthy(self, name: str) -> None:
        """Run a service's health check until it passes; where there is no systemd nobody else runs it."""
        command = ("healthcheck", "run", self.service(name).name)
        deadline = time.monotonic() + 60
        while (tried := self.podman(*command, check=False)).returncode != 0:
            assert time.monotonic() < deadline, f"{name}: {tried.stdout}{tried.stderr}{self.service(name).log[-2000:]}"
            time.sleep(0.5)


@pytest.fixture
def project(tmp_path: Path) -> Generator[Project]:
    """Fill in the example as its comments say; everything is removed when the test is done."""
    command = podman()
    image, port = the_image(command), a_free_port()
    filled = _filled_in() | {
        "TW_BASE_URL": f"http://127.0.0.1:{port}",
        "TW_IMAGE": image,
        "POSTGRES_IMAGE": POSTGRES,
        "REDIS_IMAGE": SERVERS,
        "TW_PUBLISH": f"127.0.0.1:{port}",
    }
    env = FOLDER / ".env"
    assert not env.exists() or env.read_text(encoding="utf-8").startswith(OURS), f"{env} is somebody's own"
    env.write_text(OURS + "".join(f"{name}={value}\n" for name, value in filled.items()), encoding="ascii")
    wrapper = tmp_path / "podman"
    wrapper.write_text(f'#!/bin/sh\nexec podman {" ".join(command.globals)} "$@"\n', encoding="ascii")
    wrapper.chmod(0o755)
    made = Project(command, f"twc{port}", tmp_path, port)
    try:
        yield made
    finally:
        made("down", "-v", "-t", "1")
        env.unlink()


def test_comes_up_in_order_and_triages(project: Project) -> None:
    """The database, Redis, the migration, then ours; what is sent in becomes an incident, and a stop is a stop."""
    project("up", "-d", "--no-deps", "--no-build", "postgresql", "redis")
    for name in ("postgresql", "redis"):
        project.wait_until_healthy(name)
    project("up", "-d", "--no-deps", "--no-build", "migrate")
    until(lambda: project.service("migrate").state["Status"] == "exited", "the migration ends", seconds=90)
    assert project.service("migrate").state["ExitCode"] == 0, project.service("migrate").log
    project("up", "-d", "--no-deps", "--no-build", "api", "orchestrator")
    for name in ("api", "orchestrator"):
        project.wait_until_healthy(name)
    assert httpx.get(f"http://127.0.0.1:{project.port}/ready", trust_env=False).status_code == 200
    elector = project.service("orchestrator").exec("curl", "-s", "localhost:8080/health/detailed").stdout
    assert '"backend":"redis"' in elector
    for name in ("api", "orchestrator"):
        project.service(name).stop()
        assert project.service(name).state["ExitCode"] == 0, project.service(name).log[-2000:]


def _named_in_the_example() -> list[str]:
    return re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE)


def _filled_in() -> dict[str, str]:
    """Return the example's variables; each blank one made with the command in the comment above it."""
    filled: dict[str, str] = {}
    command: list[str] = []
    for line in EXAMPLE.splitlines():
        if found := re.search(r"openssl rand (-\w+) (\d+)", line):
            command = ["openssl", "rand", found[1], found[2]]
        elif made := re.match(r"^([A-Z][A-Z_]+)=(.*)$", line):
            value = made[2] or subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
            filled[made[1]] = value
    return filled
