"""The product as an operator runs it, the database beside it, and what is asked of them from outside."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from triage_warden.storage.postgres.cluster.binaries import find_binaries
from triage_warden.storage.postgres.embedded import EmbeddedPostgres
from triage_warden.wiring.local_key_file import local_key_path, read_local_key

ROOT: Final = Path(__file__).parents[1]
_PATIENCE: Final = 90


@dataclass(frozen=True, slots=True)
class Product:
    """A running process."""

    process: "subprocess.Popen[bytes]"
    address: tuple[str, str]
    ready_after: float
    """Seconds from its start until it said that it is ready."""
    key: str = ""
    """The local operator's API key."""

    def memory(self) -> "Memory":
        """Return what it holds now."""
        return memory_of(self.process.pid)

    def cpu_seconds(self) -> float:
        """Return the processor time it has used so far; 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """A process's memory in MiB; zeros where the system does not tell (only Linux does).

    `resident` counts pages shared with others in full, `proportional` by their share, `own` not at all; `peak` is the
    most that was ever resident.
    """

    resident: float = 0.0
    proportional: float = 0.0
    own: float = 0.0
    peak: float = 0.0


def memory_of(pid: int) -> Memory:
    """Return the memory of a process, from /proc."""
    try:
        pages = _kilobytes(Path(f"/proc/{pid}/smaps_rollup").read_text())
        peak = _kilobytes(Path(f"/proc/{pid}/status").read_text())["VmHWM"]
    except (OSError, KeyError):  # it has ended, or this is no Linux
        return Memory()
    return Memory(
        resident=round(pages["Rss"] / 1024, 1),
        proportional=round(pages["Pss"] / 1024, 1),
        own=round((pages["Private_Clean"] + pages["Private_Dirty"]) / 1024, 1),
        peak=round(peak / 1024, 1),
    )


@contextmanager
def a_folder() -> Generator[Path]:
    """Make a scratch folder that the database's account can reach, too."""
    folder = Path(tempfile.mkdtemp(prefix="tw-bench-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@asynccontextmanager
async def a_database() -> AsyncGenerator[str]:
    """Run the embedded server with the settings that the product gives it, durable; yields its URL."""
    with a_folder() as folder:
        server = EmbeddedPostgres(folder / "pg")
        try:
            yield await server.start()
        finally:
            await server.stop()


@contextmanager
def serving(
    folder: Path, url: str | None = None, role: str = "combined", *, more: Mapping[str, str] | None = None
) -> Generator[Product]:
    """Run `triage-warden serve` on a data folder, or on the database of a URL, with `more` variables."""
    began = time.monotonic()
    with (folder / "product.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "triage_warden", "serve", "--output", "json", "--role", role],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            env=environment(folder, url) | dict(more or {}),
        )
    try:
        address = _wait_until_ready(process)
        key = read_local_key(local_key_path(folder / "data")) or ""
        yield Product(process, address, time.monotonic() - began, key)
    except BaseException:
        print((folder / "product.log").read_text(errors="replace")[-4000:])
        raise
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(_PATIENCE)


def copy_rate(url: str, file: Path, table: str) -> float:
    r"""Return how many files like this one psql's \copy puts into a table in a second."""
    command = [find_binaries().tool("psql"), url, "-qX", "-c", f"\\copy {table} from '{file}' with (format csv)"]
    began = time.monotonic()
    subprocess.run(command, check=True)
    return 1 / (time.monotonic() - began)


def percentile(values: list[float], share: float) -> float:
    """Return the value that this share (0 to 1) of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def environment(folder: Path, url: str | None = None) -> dict[str, str]:
    """Return an environment of nothing but what a process needs."""
    ours = os.environ  # noqa: TID251  # what a child inherits is not a setting of ours
    kept = {name: ours[name] for name in ("PATH", "HOME", "LANG") if name in ours}
    own = {
        "PYTHONPATH": str(ROOT / "src"),
        "TW_DATA_DIR": str(folder / "data"),
        "TW_BIND_ADDRESS": "127.0.0.1:0",
        "TW_LOG_LEVEL": "warning",
    }
    return kept | own | ({"DATABASE_URL": url} if url else {})


def family_memory(pid: int) -> tuple[float, int]:
    """Return what a process and its descendants hold (MiB, shared pages counted once), and how many they are."""
    family = [pid, *_descendants(pid)]
    return sum(memory_of(each).proportional for each in family), len(family)


def _descendants(pid: int) -> list[int]:
    try:
        tasks = [task / "children" for task in Path(f"/proc/{pid}/task").iterdir()]
        children = [int(child) for task in tasks for child in task.read_text().split()]
    except OSError:
        return []
    return children + [each for child in children for each in _descendants(child)]


def _wait_until_ready(process: "subprocess.Popen[bytes]") -> tuple[str, str]:
    assert process.stdout is not None
    for line in process.stdout:
        told = msgspec.json.decode(line, type=dict[str, object])
        if told["kind"] == "ready":
            threading.Thread(target=process.stdout.read, daemon=True).start()  # or its pipe would fill
            host, _, port = str(told["url"]).removeprefix("http://").rpartition(":")
            return host, port
    message = "the product ended before it was ready"
    raise RuntimeError(message)


def _kilobytes(text: str) -> dict[str, int]:
    pairs = (line.split(":") for line in text.splitlines() if line.endswith(" kB"))
    return {name: int(value.split()[0]) for name, value in pairs}
