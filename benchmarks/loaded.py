"""Put a load on the product from processes of their own, and read what they saw."""

import subprocess
import sys
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from benchmarks.product import ROOT, Product
from benchmarks.sender import with_key, write_requests


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one request; times in seconds of the monotonic clock."""

    number: int
    due: float
    sent: float
    done: float
    status: int
    body: str

    def receipt(self) -> "Receipt":
        """Return the answer, which must be a 202."""
        if self.status != 202:  # noqa: PLR2004  # the only answer that means accepted
            message = f"request {self.number} was answered {self.status}: {self.body[:300]}"
            raise RuntimeError(message)
        return msgspec.json.decode(self.body, type=Receipt)


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What the receipt says of one alert."""

    id: str
    outcome: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one request."""

    accepted: int
    alerts: list[Taken]


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A run of the sender."""

    began: float
    replies: list[Reply]

    @property
    def seconds(self) -> float:
        """Return how long it took until the last answer."""
        return max(reply.done for reply in self.replies) - self.began

    def accepted(self) -> int:
        """Return how many alerts were accepted; any other status than 202 is an error."""
        return sum(reply.receipt().accepted for reply in self.replies)


@dataclass
class Sender:
    """A sender that has read its requests and waits for the word."""

    process: "subprocess.Popen[bytes]"
    replies: Path

    def begin(self) -> None:
        """Give the word."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()

    def running(self) -> bool:
        """Return whether it still sends."""
        return self.process.poll() is None

    def result(self) -> Sent:
        """Wait until it has sent everything."""
        self.process.communicate()
        return msgspec.json.decode(self.replies.read_bytes(), type=Sent)


def a_sender(product: Product, file: Path, requests: Iterable[bytes], *, connections: int, rate: float = 0) -> Sender:
    """Return a sender of these requests; its answers go to a file, so that it never waits for us."""
    write_requests(file, (with_key(request, product.key) for request in requests))
    process = _start("sender", str(file), *product.address, str(connections), str(rate))
    sender = Sender(process, file.with_name(f"{file.name}.replies"))
    assert sender.process.stdout is not None
    sender.process.stdout.readline()
    return sender


@dataclass
class Probed:
    """How long `/live` took while the block lasted, in seconds; known when it has ended."""

    took: list[float] = field(default_factory=list[float])


@contextmanager
def probing(product: Product) -> Generator[Probed]:
    """Ask `/live` for as long as the block lasts."""
    probed = Probed()
    process = _start("prober", *product.address)
    assert process.stdout is not None
    process.stdout.readline()
    yield probed
    out, _ = process.communicate(b"\n")
    probed.took = msgspec.json.decode(out, type=list[float])


def in_batches(items: Sequence[bytes], size: int) -> list[bytes]:
    """Return JSON arrays of that many items each."""
    return [b"[" + b",".join(items[at : at + size]) + b"]" for at in range(0, len(items), size)]


def _start(module: str, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
