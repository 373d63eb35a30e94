"""PostgreSQL without an installation: a server of ours, as a direct child, that never outlives us."""

import asyncio
import os
import signal
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import asyncpg

from triage_warden.storage.postgres.cluster.binaries import Binaries, find_binaries, within_reach
from triage_warden.storage.postgres.cluster.child import Launch, launch
from triage_warden.storage.postgres.cluster.folder import PORT, ClusterFolder, folder_error
from triage_warden.storage.postgres.cluster.initialise import SUPERUSER, initialise, is_initialised
from triage_warden.storage.postgres.cluster.owner import Owner, owner_of
from triage_warden.storage.postgres.cluster.settings import DURABLE, THROWAWAY, as_arguments
from triage_warden.storage.postgres.errors import (
    DataFolderInUse,
    DiskFull,
    EmbeddedDatabaseEnded,
    EmbeddedDatabaseFailed,
)

ROLE = "triage_warden"
"""Owns the database; neither superuser nor exempt from row security."""
DATABASE = "triage_warden"

_POLL = 0.02
_READY_WITHIN = 120.0
"""Seconds; recovery after a kill replays at most `max_wal_size` of log."""
_WATCH = 0.5
"""Seconds between looks at whether the server still runs."""
_ORPHAN_WITHIN = 30.0
"""Seconds that a server whose parent was killed gets to finish its shutdown."""


@dataclass(slots=True)
class EmbeddedPostgres:
    """A server on `folder`. Start it from the main thread: it dies with the thread that forked it."""

    folder: Path
    durable: bool = True
    settings: Mapping[str, str] = field(default_factory=dict)
    _server: subprocess.Popen[bytes] | None = None
    _lock: int | None = None
    _sockets: Path | None = None

    async def start(self) -> str:
        """Return the URL of a database that answers; initialises an empty folder first.

        Raises:
            DataFolderInUse: another copy runs on the folder.
            DataFolderUnusable, DiskFull, EmbeddedDatabaseFailed: it cannot, and why.
        """
        find_binaries()  # where there are none, as in the container image, that is the reason to give, and no folder's
        cluster = ClusterFolder(self.folder.absolute())
        owner = owner_of(cluster.data)
        cluster.prepare(owner)
        self._lock = cluster.lock()
        try:
            await self._start(cluster, owner)
        except BaseException:
            await self.stop()
            raise
        return self._url(DATABASE, ROLE)

    async def stop(self) -> None:
        """Stop the server: fast shutdown (open transactions roll back), then harder if it does not end in time."""
        server, self._server = self._server, None  # whoever watches must not see it end before it is forgotten
        if server is not None:
            await asyncio.to_thread(_stop, server)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    async def watch(self) -> None:
        """Return once the server was stopped; raise EmbeddedDatabaseEnded when it ends without having been asked."""
        while self._server is not None:
            if (status := self._server.poll()) is not None:
                how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
                raise EmbeddedDatabaseEnded(
                    detail=f"The embedded database on {self.folder} {how}; start again, what was accepted is kept.",
                )
            await asyncio.sleep(_WATCH)

    @property
    def pid(self) -> int | None:
        """Return the server's process, while it runs."""
        return self._server.pid if self._server else None

    @property
    def superuser_url(self) -> str:
        """Return the URL for the server's own administrator, for tests and repair."""
        return self._url("postgres", SUPERUSER)

    async def _start(self, cluster: ClusterFolder, owner: Owner) -> None:
        server_lock = await _last_server_gone(cluster)
        try:
            binaries = await self._laid_out(cluster, Launch(owner, server_lock))
            self._sockets = cluster.socket_folder(owner)
            self._server = self._launch(binaries, cluster, Launch(owner, server_lock))
        except OSError as error:
            raise folder_error(error, cluster.root) from error
        finally:
            os.close(server_lock)  # the server holds its own copy from here on
        await self._answering(cluster)

    async def _laid_out(self, cluster: ClusterFolder, how: Launch) -> Binaries:
        binaries = await asyncio.to_thread(within_reach, find_binaries(), how.owner, cluster.root)
        if not is_initialised(cluster.data):
            await asyncio.to_thread(initialise, binaries, cluster.data, how, durable=self.durable)
        (cluster.data / "postmaster.pid").unlink(missing_ok=True)  # we hold the server's lock: nobody lives there
        return binaries

    def _launch(self, binaries: Binaries, cluster: ClusterFolder, how: Launch) -> subprocess.Popen[bytes]:
        settings = {**DURABLE, **({} if self.durable else THROWAWAY), **self.settings}
        assert self._sockets is not None  # noqa: S101  # set by the only caller
        command = [binaries.tool("postgres"), "-D", str(cluster.data), "-p", str(PORT)]
        with cluster.log.open("wb") as log:
            return launch([*command, *as_arguments(settings, self._sockets)], Launch(how.owner, how.lock, log))

    async def _answering(self, cluster: ClusterFolder) -> None:
        """Wait until it answers and has our role and database."""
        deadline = asyncio.get_running_loop().time() + _READY_WITHIN
        while True:
            try:
                connection = await asyncpg.connect(self.superuser_url, timeout=5)
            except (OSError, asyncpg.CannotConnectNowError, TimeoutError):
                self._check_alive(cluster, in_time=asyncio.get_running_loop().time() < deadline)
                await asyncio.sleep(_POLL)
                continue
            try:
                await _furnish(connection)
            finally:
                await connection.close()
            return

    def _check_alive(self, cluster: ClusterFolder, *, in_time: bool) -> None:
        if in_time and self._server is not None and self._server.poll() is None:
            return
        raise _why_it_failed(cluster)

    def _url(self, database: str, role: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self._sockets), safe='')}&port={PORT}"


@contextmanager
def running(
    folder: Path, *, durable: bool = True, settings: Mapping[str, str] | None = None
) -> Generator[EmbeddedPostgres]:
    """Run a server for as long as the block lasts, without an event loop around it."""
    server = EmbeddedPostgres(folder, durable=durable, settings=settings or {})
    asyncio.run(server.start())
    try:
        yield server
    finally:
        asyncio.run(server.stop())


async def _last_server_gone(cluster: ClusterFolder) -> int:
    """Return the server's lock once no server of an earlier run holds it.

    Only a kill leaves one: its parent-death signal has made it shut down, or where the system knows no such signal
    we send it now.
    """
    deadline = asyncio.get_running_loop().time() + _ORPHAN_WITHIN
    asked = False
    while (descriptor := cluster.server_lock()) is None:
        if not asked:
            _ask_to_end(cluster.data / "postmaster.pid")
            asked = True
        if asyncio.get_running_loop().time() > deadline:
            raise DataFolderInUse(
                detail=f"The database of a copy that was killed still shuts down on {cluster.root}; try again later.",
            )
        await asyncio.sleep(_POLL)
    return descriptor


def _ask_to_end(pid_file: Path) -> None:
    try:
        os.kill(int(pid_file.read_text().split("\n", 1)[0]), signal.SIGINT)
    except (OSError, ValueError):
        return  # it is gone already, or has not written its number yet


def _stop(server: subprocess.Popen[bytes]) -> None:
    for number, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if server.poll() is not None:
            return
        server.send_signal(number)
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


async def _furnish(connection: asyncpg.Connection) -> None:
    if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", ROLE):
        await connection.execute(f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE")
    if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
        await connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


def _why_it_failed(cluster: ClusterFolder) -> DiskFull | EmbeddedDatabaseFailed:
    text = cluster.log.read_bytes()[-8192:].decode(errors="replace")
    if "No space left on device" in text:
        return DiskFull(
            detail=f"The disk that holds {cluster.root} is full; free some space or set TW_DATA_DIR elsewhere."
        )
    complaints = [line for line in text.splitlines() if "FATAL" in line or "PANIC" in line or "could not" in line]
    reason = (complaints or text.splitlines() or ["it wrote nothing"])[-1].strip()
    return EmbeddedDatabaseFailed(detail=f"The embedded database on {cluster.root} did not start: {reason}")
