"""The commands of the deployment guides that run in containers, run against real processes."""

import json
import re
import shutil
import subprocess
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from kit.deploy.commands import target_of
from kit.deploy.guide import CUSTOMERS, OURS, Item
from kit.deploy.guide_checks import Check, of_check
from kit.deploy.helm import render
from kit.deploy.manifests import the
from kit.deploy.packages import debian
from kit.outside_database import OutsideDatabase, an_outside_database
from kit.process import COMMAND, a_data_folder, an_environment, eventually, serving
from kit.valkey import Valkey

pytestmark = pytest.mark.deploy

GUIDES = [pytest.param(CUSTOMERS, id="customers"), pytest.param(OURS, id="ours")]
ANSWERS = {
    "/live": {"status"},
    "/ready": {"status"},
    "/health": {"status", "version", "uptime_seconds", "database"},
    "/health/detailed": {"status", "version", "components"},
}
"""What each endpoint's answer has to name, at the least."""
ELECTOR = {"enabled", "backend", "is_leader", "leader", "lease_expires_at", "fencing_token", "resources"}


@dataclass
class Installation:
    """An API and an orchestrator over PostgreSQL and Redis."""

    database: OutsideDatabase
    redis: Valkey
    api: str
    orchestrator: str
    folder: Path

    def url_in(self, item: Item) -> str:
        """Return where the container listens that a command is run in."""
        return self.orchestrator if "orchestrator" in (target_of(item.words).name or "") else self.api


@pytest.fixture(scope="module")
def installation() -> Generator[Installation]:
    """Run one, until the module's tests are over."""
    debian("curl", "jq")
    redis = Valkey()
    redis.start()
    with an_outside_database() as database, a_data_folder() as folder:
        environment = {
            "DATABASE_URL": database.url,
            "REDIS_URL": redis.url,
            "TW_BASE_URL": "https://triage.example.com",
        }
        with (
            serving(folder, "--role", "api", environment=environment) as api,
            serving(folder.with_name("second"), "--role", "orchestrator", environment=environment) as orchestrator,
        ):
            eventually(lambda: b"tw:leader" in redis.say("KEYS", "tw:leader:*"))
            yield Installation(database, redis, api.url, orchestrator.url, folder)
    redis.kill()


def inner(item: Item) -> list[str]:
    """Return what is run in the container."""
    return item.words[item.words.index("--") + 1 :]


def commands(path: Path, program: str) -> list[Item]:
    """Return the commands of a guide that run a program in a container."""
    return of_check(path, Check.INSIDE, kind=lambda item: inner(item)[0] == program)


@pytest.mark.parametrize("path", GUIDES)
def test_nothing_else_is_run_in_containers(path: Path) -> None:
    """Each program has its test below."""
    programs = {inner(item)[0] for item in of_check(path, Check.INSIDE)}
    assert programs <= {"curl", "redis-cli", "triage-warden"}


@pytest.mark.parametrize("path", GUIDES)
def test_health_answers_with_the_fields_that_are_named(path: Path, installation: Installation) -> None:
    """The line as typed, with the shell, curl and jq, but for where the container's own port is."""
    asked = [item for item in commands(path, "curl") if "http://" in item.text]
    assert len(asked) >= 4
    for item in asked:
        line = item.text.partition(" -- ")[2].replace("http://localhost:8080", installation.url_in(item))
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", line], capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{item}: {done.stderr}"
        endpoint = re.search(r"8080(/\S*)", item.text)
        assert endpoint is not None
        answer = json.loads(done.stdout)
        wanted = ELECTOR if "leader_elector" in item.text else ANSWERS[endpoint[1]]
        assert wanted <= answer.keys(), item
        if "leader_elector" in item.text:
            assert (answer["backend"], answer["enabled"], answer["is_leader"]) == ("redis", True, True)


@pytest.mark.parametrize("path", GUIDES)
def test_the_leaders_lease_is_in_redis_under_the_key_that_is_named(path: Path, installation: Installation) -> None:
    """`KEYS` is put to a real server; the container is given the password that it needs."""
    asked = commands(path, "redis-cli")
    assert asked
    for item in asked:
        assert b"tw:leader:" in installation.redis.say(*inner(item)[1:]), item
    redis = the("StatefulSet", render({"global": {"domain": "triage.example.com"}}), "triage-warden-redis")
    variables = {each["name"] for each in redis["spec"]["template"]["spec"]["containers"][0]["env"]}
    assert "REDISCLI_AUTH" in variables


@pytest.mark.parametrize("path", GUIDES)
def test_the_database_is_reached_by_the_name_that_is_typed(path: Path, installation: Installation) -> None:
    """Curl opens a connection to the port; the host is one that the installation has."""
    asked = [item for item in commands(path, "curl") if "telnet://" in item.text]
    assert len(asked) == 1
    found = re.search(r"telnet://([\w-]+):(\d+)", asked[0].text)
    assert found is not None
    services = {
        each["metadata"]["name"]: {port["port"] for port in each["spec"]["ports"]}
        for each in render({"global": {"domain": "triage.example.com"}})
        if each["kind"] == "Service"
    }
    assert int(found[2]) in services[found[1]]
    curl = shutil.which("curl")
    assert curl
    port = installation.redis.port  # something that listens on TCP and waits
    done = subprocess.run(
        [curl, "-v", "--max-time", "2", f"telnet://127.0.0.1:{port}"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"Connected to 127\.0\.0\.1|Established connection", done.stderr)


@pytest.mark.parametrize("path", GUIDES)
def test_our_own_words_are_taken_by_the_program(path: Path, installation: Installation, tmp_path: Path) -> None:
    """Run for real, on the database of the installation: `migrate`, `migrate --status`, and what else ours names."""
    asked = commands(path, "triage-warden")
    assert len(asked) >= 2
    for item in asked:
        words = inner(item)[1:]
        environment = {**an_environment(installation.folder), "DATABASE_URL": installation.database.url}
        environment["TW_BASE_URL"] = installation.api
        line = item.text.partition(" -- ")[2]
        into = re.search(r"> (\S+)$", line)
        done = subprocess.run(
            [*COMMAND, *(words[: words.index(">")] if ">" in words else words)],
            capture_output=True,
            check=False,
            env=environment,
            cwd=tmp_path,
            timeout=120,
        )
        assert done.returncode == 0, f"{item}: {done.stderr!r}"
        if "--status" in words:
            assert b"applied  0001_alerts" in done.stdout
            assert b"pending" not in done.stdout
        if into is not None:
            assert done.stdout.startswith(b"triage-warden.backup/1\n")


async def test_the_program_ran_its_migrations_when_it_started(installation: Installation) -> None:
    """As the guide says before it tells how to do it by hand."""
    connection = await asyncpg.connect(installation.database.url)
    try:
        assert await connection.fetchval("SELECT count(*) FROM alembic_version") == 1
    finally:
        await connection.close()
