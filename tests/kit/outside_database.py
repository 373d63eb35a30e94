"""A database server that is nobody's own: it can be crashed, stopped and started under those who use it."""

import os
import signal
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Any

import asyncpg

from triage_warden.storage.postgres.embedded import DATABASE, ROLE, EmbeddedPostgres, running


@dataclass
class OutsideDatabase:
    """A server on a folder of its own, durable as in earnest."""

    folder: Path
    _held: Any = field(default=None)
    _server: EmbeddedPostgres | None = None

    def start(self) -> None:
        """Start it, and wait until it answers; after a crash it recovers first."""
        self._held = running(self.folder)
        self._server = self._held.__enter__()

    def stop(self) -> None:
        """Stop it as an administrator would."""
        if self._held is not None:
            self._held.__exit__(None, None, None)
            self._held = None

    def crash(self) -> None:
        """End it as `pg_ctl stop -m immediate` does: no goodbye, recovery at the next start."""
        number = self.number
        os.kill(number, signal.SIGQUIT)
        while Path(f"/proc/{number}").exists() and not _is_dead(number):
            time.sleep(0.01)
        self.stop()

    def freeze(self) -> None:
        """Stop all its processes where they are: connections stay open, nobody answers."""
        for number in self._family():
            os.kill(number, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        for number in self._family():
            os.kill(number, signal.SIGCONT)

    @property
    def number(self) -> int:
        """Return the number of its first process."""
        assert self._server is not None
        assert self._server.pid is not None
        return self._server.pid

    @property
    def url(self) -> str:
        """Return what DATABASE_URL is to say."""
        return self.superuser_url.replace("postgres@/postgres?", f"{ROLE}@/{DATABASE}?")

    @property
    def superuser_url(self) -> str:
        """Return the administrator's URL."""
        assert self._server is not None
        return self._server.superuser_url

    async def fetch(self, query: str) -> list[Any]:
        """Ask as somebody who sees every tenant's rows."""
        connection = await asyncpg.connect(self.superuser_url.replace("/postgres?", f"/{DATABASE}?"))
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    def _family(self) -> list[int]:
        parents = {int(each.name): _parent(each) for each in Path("/proc").iterdir() if each.name.isdigit()}
        return [self.number, *(child for child, parent in parents.items() if parent == self.number)]


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _is_dead(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@contextmanager
def an_outside_database() -> Generator[OutsideDatabase]:
    """Run a server for the block."""
    folder = Path(tempfile.mkdtemp(prefix="tw-outside-"))
    folder.chmod(0o711)
    database = OutsideDatabase(folder / "pg")
    database.start()
    try:
        yield database
    finally:
        database.stop()
        rmtree(folder, ignore_errors=True)
