"""Real PostgreSQL for tests: one server for the session, a fresh migrated database for each test."""

import asyncio
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.embedded import DATABASE, ROLE, running
from triage_warden.storage.postgres.grants import APP_ROLE
from triage_warden.storage.postgres.migrate import Step, migrate

_ROOM = 2 << 30


@dataclass(frozen=True, slots=True)
class TestServer:
    """A running server with a migrated template."""

    __test__ = False

    superuser_url: str
    owner_url: str

    def url_of(self, database: str) -> str:
        """Return the URL of a database, for the account that owns it."""
        return self.owner_url.replace(f"/{DATABASE}?", f"/{database}?")

    def superuser_url_of(self, database: str) -> str:
        """Return the URL of a database, for the server's administrator."""
        return self.superuser_url.replace("/postgres?", f"/{database}?")

    @asynccontextmanager
    async def database(self) -> AsyncGenerator[str]:
        """Make a database from the template (10 ms in memory) and return its URL; drop it at the end."""
        async with self._made(f"TEMPLATE {DATABASE} OWNER {ROLE} STRATEGY FILE_COPY") as url:
            yield url

    @asynccontextmanager
    async def empty(self) -> AsyncGenerator[str]:
        """Make a database with nothing in it and return its URL; drop it at the end."""
        async with self._made(f"TEMPLATE template0 OWNER {ROLE}") as url:
            yield url

    @asynccontextmanager
    async def superusers(self) -> AsyncGenerator[str]:
        """Make an empty database for the superuser, as a customer's DATABASE_URL often has it, and return its URL.

        The role to which such an account steps down is made by the migrations; it is the whole server's.
        """
        try:
            async with self._made("") as url:
                yield self.superuser_url_of(urlsplit(url).path[1:])
        finally:
            await self._administer(f"DROP ROLE IF EXISTS {APP_ROLE}")

    async def cut(self, database: str) -> None:
        """End every connection to a database from the server's side."""
        await self._administer(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", database
        )

    @asynccontextmanager
    async def _made(self, how: str) -> AsyncGenerator[str]:
        name = f"test_{secrets.token_hex(6)}"
        await self._administer(f"CREATE DATABASE {name} {how}")
        try:
            yield self.url_of(name)
        finally:
            await self._administer(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    async def _administer(self, statement: str, *arguments: object) -> None:
        connection = await asyncpg.connect(self.superuser_url)
        try:
            await connection.execute(statement, *arguments)
        finally:
            await connection.close()


@contextmanager
def a_server(*also: Step) -> Generator[TestServer]:
    """Run a server for the block, its template migrated and with the default tenant.

    Not in pytest's own folders, which are 0700: run as root the server runs under another account.
    """
    home = _memory() or Path(tempfile.gettempdir())
    _clear_left_behind(home)
    folder = Path(tempfile.mkdtemp(prefix="tw-test-", dir=home))
    folder.chmod(0o711)
    try:
        with running(folder / "pg", durable=False, settings={"max_connections": "100"}) as server:
            url = server.superuser_url.replace("postgres@/postgres?", f"{ROLE}@/{DATABASE}?")
            asyncio.run(migrate(url, also=also))
            yield TestServer(superuser_url=server.superuser_url, owner_url=url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def add_tenant(url: str, tenant: TenantId, name: str) -> None:
    """Add a tenant."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("INSERT INTO tenants (id, name) VALUES ($1, $2)", tenant, name)
    finally:
        await connection.close()


def _memory() -> Path | None:
    """Return a folder in memory if there is room in it: a database is then made in 7 ms, on a disk in up to 400."""
    shared = Path("/dev/shm")  # noqa: S108  # mkdtemp makes a folder of our own in it
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOM
    return shared if roomy else None


def _clear_left_behind(home: Path) -> None:
    """Remove what test runs that were killed left in memory; a folder whose lock is held is in use."""
    long_ago = SystemClock().now().timestamp() - 60  # one that is just being started is not yet locked
    for lock in home.glob("tw-test-*/pg/lock"):
        if lock.stat().st_mtime > long_ago:
            continue
        with lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
        shutil.rmtree(lock.parents[1], ignore_errors=True)
