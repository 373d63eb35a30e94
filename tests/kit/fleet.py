"""Several processes over one database: each has its role and address, and is started again when it was killed."""

import os
import random
import signal
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

import httpx

from kit.ports import a_free_port
from kit.process import COMMAND, an_environment, eventually
from kit.secret_ledger import LEDGER
from triage_warden.storage.postgres.embedded import DATABASE, ROLE, running
from triage_warden.wiring.local_key_file import local_key_path, read_local_key


@dataclass(frozen=True, slots=True)
class SharedDatabase:
    """A server that outlives whoever uses it."""

    url: str
    superuser_url: str


@contextmanager
def a_shared_database() -> Generator[SharedDatabase]:
    """Run a database server of nobody's, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="tw-fleet-"))
    folder.chmod(0o711)
    try:
        with running(folder / "pg") as server:
            address = server.superuser_url
            yield SharedDatabase(
                url=address.replace("postgres@/postgres?", f"{ROLE}@/{DATABASE}?"),
                superuser_url=address.replace("/postgres?", f"/{DATABASE}?"),
            )
    finally:
        rmtree(folder, ignore_errors=True)


@dataclass
class Member:
    """One process of a fleet."""

    role: str
    port: int
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    kills: int = 0

    @property
    def url(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, and do not wait."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--role", self.role],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=dict(self.environment) | {"TW_BIND_ADDRESS": f"127.0.0.1:{self.port}"},
            )

    def is_ready(self) -> bool:
        """Whether it says that it is."""
        try:
            return httpx.get(f"{self.url}/ready", timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def kill(self) -> None:
        """Kill it without a word, and start it again at once."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)
        self.kills += 1
        self.start()

    def end(self) -> None:
        """Stop it for good."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(40)
            self.process.kill()


@dataclass
class Fleet:
    """Members over one database."""

    database: SharedDatabase
    members: list[Member] = field(default_factory=list[Member])

    @property
    def apis(self) -> list[str]:
        """Return where alerts can be sent."""
        return [member.url for member in self.members if member.role != "orchestrator"]

    def credential(self) -> dict[str, str]:
        """Return the header that the local operator sends; the members share a data folder."""
        path = local_key_path(Path(self.members[0].environment["TW_DATA_DIR"]))
        eventually(path.exists, every=0.05)
        return {"Authorization": f"Bearer {read_local_key(path)}"}

    def wait_until_ready(self, seconds: float = 90) -> None:
        """Wait until all of them are."""
        for member in self.members:
            eventually(member.is_ready, seconds=seconds, every=0.2)

    def kill_one(self, chance: random.Random) -> None:
        """Kill one that is ready, if any is, at a moment that nobody chose."""
        ready = [member for member in self.members if member.is_ready()]
        chance.choice(ready or self.members).kill()


@contextmanager
def a_fleet(*roles: str, environment: Mapping[str, str] | None = None) -> Generator[Fleet]:
    """Run a process of each role over a database that they share; the first one migrates it alone."""
    with a_shared_database() as database, tempfile.TemporaryDirectory(prefix="tw-fleet-log-") as logs:
        fleet = Fleet(database)
        LEDGER.started_with(environment or {})
        base = an_environment(Path(logs)) | {"DATABASE_URL": database.url} | dict(environment or {})
        for number, role in enumerate(roles):
            fleet.members.append(Member(role, a_free_port(), base, Path(logs) / f"{number}.log"))
        try:
            for member in fleet.members:
                member.start()
            fleet.wait_until_ready()
            LEDGER.kept_in(Path(logs))
            yield fleet
        finally:
            for member in fleet.members:
                if member.process is not None and member.process.poll() is None:
                    os.kill(member.process.pid, signal.SIGTERM)
            for member in fleet.members:
                member.end()
                LEDGER.log(f"of {member.role}", member.log.read_text(encoding="utf-8", errors="replace"))
