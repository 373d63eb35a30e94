"""Rotate 10,000 secrets under load, killed half-way: `python -m benchmarks.keys_rotate [secrets]`.

`keys rotate` is killed (SIGKILL) after some steps and started again, while four readers read secrets at random and one
writer sets new ones; every read is checked.
"""

import asyncio
import base64
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from kit.audit import ANALYST
from triage_warden.core.secrets.model import Place
from triage_warden.engine.queue import install_queue
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.errors import TriageError
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring
from triage_warden.storage.postgres.embedded import DATABASE, EmbeddedPostgres
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.storage.postgres.queries.secret_keys import keys_in_use
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database

OLD, NEW = bytes(range(7, 39)), bytes(range(99, 131))
KILLED_AFTER = 2_000
"""Secrets under the new key when the command is killed."""
STRONG = "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa"


@dataclass(slots=True)
class Load:
    """Readers and a writer, and what they met."""

    store: PostgresSecrets
    secrets: int
    reads: int = 0
    failed: int = 0
    slowest: float = 0.0
    over: bool = False

    async def read(self, seed: int) -> None:
        """Read at random until it is over."""
        chance = random.Random(seed)  # noqa: S311  # a load, not a secret
        while not self.over:
            number = chance.randrange(self.secrets)
            began = time.monotonic()
            try:
                value = await self.store.get(DEFAULT_TENANT, place(number))
            except TriageError:
                value = None
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.reads += 1
            self.failed += value != content(number)

    async def write(self) -> None:
        """Set secrets to what they are, now and then."""
        chance = random.Random(1)  # noqa: S311  # likewise
        while not self.over:
            number = chance.randrange(self.secrets)
            await self.store.put(DEFAULT_TENANT, place(number), content(number), by=ANALYST)
            await asyncio.sleep(0.05)


def place(number: int) -> Place:
    """Return the place of a secret."""
    return Place(purpose="connector", name=f"connector-{number}", field="password")


def content(number: int) -> bytes:
    """Return a secret."""
    return f"secret number {number}".encode() * 3


def start(url: str) -> "subprocess.Popen[bytes]":
    """Start the command."""
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, OLD))
    path = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH", "HOME"}}  # noqa: TID251  # a child's
    secrets = {"TW_ENCRYPTION_KEY": keys, "TW_JWT_SECRET": STRONG, "TW_SESSION_SECRET": STRONG, "DATABASE_URL": url}
    return subprocess.Popen([sys.executable, "-m", "triage_warden", "keys", "rotate"], env=path | secrets)


async def main(secrets: int) -> None:
    """Run it."""
    folder = Path(tempfile.mkdtemp(prefix="tw-bench-"))
    folder.chmod(0o755)
    server = EmbeddedPostgres(folder / "pg")
    await server.start()
    url = server.superuser_url.replace("postgres@/postgres?", f"triage_warden@/{DATABASE}?")
    await migrate(url, also=[install_queue])
    database = Database.open(url, max_connections=6)
    old = PostgresSecrets(database, Keyring([OLD]), SystemClock())
    for first in range(0, secrets, 500):
        async with database.transaction(DEFAULT_TENANT) as transaction:
            for number in range(first, min(first + 500, secrets)):
                await old.put_in(transaction, place(number), content(number), by=ANALYST)
    both = PostgresSecrets(database, Keyring([NEW, OLD]), SystemClock())
    load = Load(both, secrets)
    async with asyncio.TaskGroup() as group:
        for task in (*(load.read(seed) for seed in range(4)), load.write()):
            group.create_task(task)
        await _rotate(url, both, database)
        load.over = True
    print(f"reads meanwhile: {load.reads}, failed: {load.failed}, slowest {load.slowest * 1000:.0f} ms")
    print(f"under each key: {await keys_in_use(database, DEFAULT_TENANT)}")
    await database.close()
    await server.stop()


async def _rotate(url: str, both: PostgresSecrets, database: Database) -> None:
    killed = start(url)
    done = 0
    while done < KILLED_AFTER:
        await asyncio.sleep(0.02)
        done = (await keys_in_use(database, DEFAULT_TENANT)).get(both.cipher.key_id, 0)
    killed.send_signal(signal.SIGKILL)
    await asyncio.to_thread(killed.wait)
    print(f"killed; under each key: {await keys_in_use(database, DEFAULT_TENANT)}")
    began = time.monotonic()
    again = start(url)
    code = await asyncio.to_thread(again.wait)
    print(f"started again: exit {code} after {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
