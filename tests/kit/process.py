"""A real Triage Warden process, started as an operator would, and killed as nobody would."""

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Any

import httpx
import msgspec

from kit.secret_ledger import LEDGER
from triage_warden.wiring.local_key_file import local_key_path, read_local_key

COMMAND = (sys.executable, "-m", "triage_warden")
PATIENCE = 90.0
"""Seconds for what takes one or two; CI machines share their cores."""


@dataclass
class Running:
    """A process, and what it has told so far."""

    process: "subprocess.Popen[bytes]"
    url: str = ""
    told: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    log: Path | None = None
    folder: Path | None = None

    def wait_for(self, kind: str, seconds: float = PATIENCE) -> dict[str, Any]:
        """Return the next announcement of a kind."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            line = self._line(deadline)
            if line is None:
                break
            announcement = msgspec.json.decode(line, type=dict[str, Any])
            self.told.append(announcement)
            if announcement["kind"] == kind:
                return announcement
        raise AssertionError(self._post_mortem(kind))

    def client(self, timeout: float = 30.0) -> httpx.Client:
        """Return a client of its HTTP interface."""
        return httpx.Client(base_url=self.url, timeout=timeout, headers=self.credential())

    def credential(self) -> dict[str, str]:
        """Return the header that the local operator sends."""
        assert self.folder is not None
        key = read_local_key(local_key_path(self.folder))
        return {"Authorization": f"Bearer {key}"} if key else {}

    def kill(self) -> None:
        """Kill it without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """Press Ctrl-C and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def _line(self, deadline: float) -> bytes | None:
        stream = self.process.stdout
        assert stream is not None
        ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
        return (stream.readline() or None) if ready else None

    def _post_mortem(self, kind: str) -> str:
        log = self.log.read_text(encoding="utf-8", errors="replace")[-4000:] if self.log else ""
        return f"no '{kind}' was told; exit code {self.process.poll()}; its log ends:\n{log}"


@contextmanager
def serving(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Generator[Running]:
    """Run `triage-warden serve` on a data folder and a free port, until the block ends."""
    LEDGER.started_with(environment or {})
    with folder.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--output", "json", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            bufsize=0,
            env=an_environment(folder) | dict(environment or {}),
        )
    running = Running(process, log=folder.with_suffix(".log"), folder=folder)
    try:
        running.url = str(running.wait_for("ready")["url"])
        LEDGER.kept_in(folder)
        yield running
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                running.kill()
        assert process.stdout is not None
        process.stdout.close()
        LEDGER.log("of `serve`", folder.with_suffix(".log").read_text(encoding="utf-8", errors="replace"))


def an_environment(folder: Path) -> dict[str, str]:
    """Return an environment of nothing but what a process needs."""
    ours = os.environ  # noqa: TID251  # what a child inherits is not a setting of ours
    kept = {name: ours[name] for name in ("PATH", "HOME", "LANG") if name in ours}
    return {
        **kept,
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        "TW_DATA_DIR": str(folder),
        "TW_BIND_ADDRESS": "127.0.0.1:0",
        "TW_LOG_FORMAT": "json",
    }


@contextmanager
def a_data_folder() -> Generator[Path]:
    """Return an empty data folder that any account can reach; run as root, the database runs under another."""
    parent = Path(tempfile.mkdtemp(prefix="tw-journey-"))
    parent.chmod(0o755)
    try:
        yield parent / "data"
    finally:
        rmtree(parent, ignore_errors=True)


def databases_on(folder: Path) -> list[int]:
    """Return the numbers of processes whose command line names the data folder."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in command and b"postgres" in command:
                found.append(int(entry.name))
    return found


def eventually(holds: "Any", seconds: float = PATIENCE, every: float = 0.1) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"still not so after {seconds:.0f} s: {holds}"
        time.sleep(every)
