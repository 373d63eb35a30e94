r"""How fast `AlertStore.put` is, next to psql's `\copy` of the same payloads into a bare table.

Run: `python benchmarks/storage_put.py [--alerts 20000] [--batch 500] [--connections 1 4] [--rounds 3]`. Starts a
durable embedded server in a scratch folder; prints alerts per second and the ratio to `\copy`, per round.
"""

import argparse
import asyncio
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg

from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, Batch, Identity, NewAlert, Rule
from triage_warden.core.observables.model import Observable, ObservableType, Role
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId, Uuid7
from triage_warden.kernel.jobs import NewJob
from triage_warden.storage.postgres.cluster.binaries import find_binaries
from triage_warden.storage.postgres.embedded import EmbeddedPostgres
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database

WORDS = ["powershell", "-enc", "-nop", "cmd.exe", "/c", "whoami", "net", "user", "https", "svchost", "rundll32"]


class NoJobs:
    """A queue that takes no jobs: what is measured is storage alone."""

    async def put_unless_waiting(self, connection: object, job: NewJob) -> None:
        """Do nothing."""


def payload(number: int, dice: random.Random) -> bytes:
    """Return a vendor-like JSON object of about 3 KB."""
    event = {
        "id": f"event-{number}",
        "rule": {"name": f"Suspicious thing {dice.randrange(50)}"},
        "host": f"host-{dice.randrange(1000)}.example.com",
        "user": f"user{dice.randrange(3000)}",
        "source_address": f"198.51.100.{dice.randrange(255)}",
        "command_line": " ".join(dice.choice(WORDS) for _ in range(90)),
        "sha256": f"{dice.getrandbits(256):064x}",
        "fields": {f"field_{k}": f"{dice.getrandbits(64):x}" for k in range(65)},
    }
    return json.dumps(event).encode()


def alert_of(number: int, raw: bytes, dice: random.Random) -> Alert:
    """Return the payload as its parser would give it, with six observables."""
    seen = [
        (ObservableType.HOSTNAME, f"host-{dice.randrange(1000)}.example.com", Role.TARGET),
        (ObservableType.USER, f"user{dice.randrange(3000)}", Role.TARGET),
        (ObservableType.IPV4, f"198.51.100.{dice.randrange(255)}", Role.ACTOR),
        (ObservableType.SHA256, f"{dice.getrandbits(256):064x}", Role.ARTIFACT),
        (ObservableType.COMMAND_LINE, "powershell -enc -nop whoami", Role.ARTIFACT),
        (ObservableType.DOMAIN, f"c{dice.randrange(500)}.example.net", Role.DESTINATION),
    ]
    return Alert(
        source="generic",
        source_id=f"event-{number}",
        rule=Rule(id=f"r-{number % 50}", name=f"Suspicious thing {number % 50}"),
        title=f"Suspicious thing {number % 50} on a host",
        description="A process did something that processes seldom do.",
        occurred_at=datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(seconds=number),
        observables=tuple(Observable(type=kind, value=value, role=role) for kind, value, role in seen),
        identity=Identity(parts=(f"event-{number}",), exact=True),
        raw=raw,
    )


def batches(raws: Sequence[bytes], size: int, start: int) -> list[Batch]:
    """Return the payloads as new alerts in batches."""
    dice = random.Random(start)  # noqa: S311  # the same alerts every time
    ids, now = Uuid7(SystemClock()), SystemClock().now()
    new: list[NewAlert] = []
    for number, raw in enumerate(raws, start):
        alert = alert_of(number, raw, dice)
        new.append(
            NewAlert(id=AlertId(ids()), alert=alert, fingerprint=fingerprint(alert, now), received_at=now),
        )
    return [Batch(items=tuple(new[at : at + size])) for at in range(0, len(new), size)]


async def put_all(store: PostgresAlertStore, work: list[Batch], connections: int) -> float:
    """Return seconds to put every batch over that many connections."""
    pending = iter(work)

    async def writer() -> None:
        for batch in pending:
            await store.put(DEFAULT_TENANT, batch)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(connections):
            group.create_task(writer())
    return time.perf_counter() - began


def copy_seconds(url: str, file: Path, table: str) -> float:
    r"""Return seconds that psql's \copy takes."""
    command = [find_binaries().tool("psql"), url, "-qX", "-c", f"\\copy {table} from '{file}' with (format csv)"]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began


@asynccontextmanager
async def a_database() -> AsyncGenerator[str]:
    """Run a durable server in a scratch folder, migrated."""
    folder = Path(tempfile.mkdtemp(prefix="tw-bench-"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "pg")
    try:
        url = await server.start()
        await migrate(url)
        yield url
    finally:
        await server.stop()
        shutil.rmtree(folder)


async def reset(url: str, kind: str) -> None:
    """Empty every table and begin from a fresh checkpoint."""
    connection = await asyncpg.connect(url)
    await connection.execute("TRUNCATE alerts, alert_fingerprints")
    await connection.execute(f"DROP TABLE IF EXISTS bare; CREATE TABLE bare (payload {kind})")
    today = SystemClock().now().date()
    await connection.execute("SELECT triage_warden_ensure_alert_days($1, $1)", today)
    await connection.close()


def as_csv(raws: Sequence[bytes], file: Path) -> None:
    """Write one quoted payload a line."""
    file.write_text("".join('"' + raw.decode().replace('"', '""') + '"\n' for raw in raws))


async def main(options: argparse.Namespace) -> None:
    """Measure round by round, so that a busy machine hits both sides alike."""
    dice = random.Random(7)  # noqa: S311  # the same payloads every time
    raws = [payload(number, dice) for number in range(options.alerts)]
    print(f"{len(raws)} payloads, {sum(map(len, raws)) / len(raws):.0f} bytes on average, batches of {options.batch}")
    async with a_database() as url:
        database = Database.open(url, max_connections=max(options.connections))
        store = PostgresAlertStore(database, NoJobs(), BacklogGate(10**9, SystemClock()))
        file = Path(tempfile.mkdtemp(prefix="tw-bench-")) / "payloads.csv"
        as_csv(raws, file)
        for _ in range(options.rounds):
            for kind in ("text", "jsonb"):
                await reset(url, kind)
                copied = len(raws) / await asyncio.to_thread(copy_seconds, url, file, "bare")
                print(f"\\copy into {kind}: {copied:,.0f}/s", end="")
                for connections in options.connections if kind == "text" else []:
                    await reset(url, kind)
                    seconds = await put_all(store, batches(raws, options.batch, 0), connections)
                    rate = len(raws) / seconds
                    print(f" | put over {connections}: {rate:,.0f}/s, ratio {rate / copied:.2f}", end="")
                print()
        await database.close()
        shutil.rmtree(file.parent)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 4])
    parser.add_argument("--rounds", type=int, default=3)
    asyncio.run(main(parser.parse_args()))
