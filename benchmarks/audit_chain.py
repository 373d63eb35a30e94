"""A chain of 100,000 entries, written by 8 processes: `python -m benchmarks.audit_chain [entries] [processes]`.

Each entry in a transaction of its own, as decisions are; on a durable embedded server. Then `audit verify` over an
export, then the same chain altered, deleted, reordered and truncated by a superuser, each checked again.
"""

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kit.audit import an_entry, as_superuser
from triage_warden.core.audit.export import heading, line
from triage_warden.core.audit.model import AuditFilter
from triage_warden.engine.queue import install_queue
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.embedded import DATABASE, running
from triage_warden.storage.postgres.migrate import migrate
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.unit import Database

WRITER = (sys.executable, "-m", "benchmarks.audit_chain", "write")
ATTACKS = {
    "altered": "UPDATE audit_entries SET body = replace(body::text, 'Looked', 'Forged')::json WHERE seq = {n}",
    "deleted": "DELETE FROM audit_entries WHERE seq = {n}",
    "reordered": "UPDATE audit_entries a SET body = b.body FROM audit_entries b WHERE a.seq + b.seq = 2 * {n} + 1 "
    "AND a.seq IN ({n}, {n} + 1)",
    "truncated": "DELETE FROM audit_entries WHERE seq > {n}",
}


async def write(url: str, first: int, count: int) -> None:
    """Write entries one transaction after the other."""
    database = Database.open(url, max_connections=1)
    for number in range(first, first + count):
        async with database.transaction(DEFAULT_TENANT) as transaction:
            await append(transaction, an_entry(number))
    await database.close()


async def export(url: str, to: Path) -> None:
    """Write the export that `audit verify` reads."""
    database = Database.open(url, max_connections=1)
    reader = PostgresAuditReader(database)
    head = await reader.head(DEFAULT_TENANT)
    with to.open("wb") as file:
        file.write(heading(DEFAULT_TENANT, head, at=SystemClock().now(), filtered=False))
        async for entries in reader.walk(DEFAULT_TENANT, AuditFilter(), upto=head.seq):
            file.writelines(map(line, entries))
    await database.close()


def verify(file: Path) -> None:
    """Run the command, and print what it says and what it took."""
    began = time.monotonic()
    command = ["/usr/bin/env", "time", "-f", "%M KiB at most", sys.executable, "-m", "triage_warden"]
    if not Path("/usr/bin/time").exists():
        command = command[4:]
    done = subprocess.run([*command, "audit", "verify", str(file)], capture_output=True, text=True, check=False)
    print(f"  verify: {time.monotonic() - began:.1f} s, exit {done.returncode}: {(done.stdout + done.stderr).strip()}")


def main() -> None:
    """Run it."""
    if sys.argv[1:2] == ["write"]:
        asyncio.run(write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
        return
    entries, processes = (int(each) for each in (*sys.argv[1:3], *("100000", "8")[len(sys.argv) - 1 :]))
    folder = Path(tempfile.mkdtemp(prefix="tw-bench-"))
    folder.chmod(0o755)
    with running(folder / "pg") as server:
        url = server.superuser_url.replace("postgres@/postgres?", f"triage_warden@/{DATABASE}?")
        asyncio.run(migrate(url, also=[install_queue]))
        share = entries // processes
        began = time.monotonic()
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.audit_chain", "write", url, str(n * share + 1), str(share)]
            )
            for n in range(processes)
        ]
        assert all(each.wait() == 0 for each in started)
        took = time.monotonic() - began
        print(f"{share * processes} entries by {processes} processes: {took:.1f} s, {share * processes / took:.0f}/s")
        asyncio.run(
            _check(url, server.superuser_url.replace("/postgres?", f"/{DATABASE}?"), folder, middle=entries // 2)
        )


async def _check(url: str, superuser: str, folder: Path, *, middle: int) -> None:
    file = folder / "audit.ndjson"
    began = time.monotonic()
    await export(url, file)
    print(f"export: {time.monotonic() - began:.1f} s, {file.stat().st_size >> 20} MiB")
    verify(file)
    await as_superuser(superuser, "CREATE TABLE kept AS SELECT tenant_id, seq, prev, hash, body FROM audit_entries")
    for name, statement in ATTACKS.items():
        await as_superuser(superuser, statement.format(n=middle))
        await export(url, file)
        print(name)
        verify(file)
        await as_superuser(
            superuser,
            "TRUNCATE audit_entries",
            "INSERT INTO audit_entries (tenant_id, seq, prev, hash, body) SELECT * FROM kept",
        )


if __name__ == "__main__":
    main()
