"""Send prepared requests over keep-alive connections, as a process of its own that does nothing else.

`python -m benchmarks.sender FILE HOST PORT CONNECTIONS RATE`: reads all of FILE (see `write_requests`), says `ready`,
and begins when a line comes in. RATE 0 sends each request as soon as a connection is free; otherwise request n is
due n/RATE seconds after the start, whatever became of those before it. Writes one JSON object to FILE.replies:
`began`, and for each request when it was due, sent and answered (the system's monotonic clock, seconds), the status
and the answer.
"""

import json
import socket
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 16
_PATIENCE: Final = 120


@dataclass(kw_only=True)
class Reply:
    """What became of one request; times in seconds of the monotonic clock."""

    number: int
    due: float
    sent: float
    done: float
    status: int
    body: str


@dataclass
class Sending:
    """One run: the requests, handed out in order to whichever connection is free."""

    address: tuple[str, int]
    requests: Iterator[tuple[int, bytes]]
    rate: float
    began: float = 0.0
    replies: list[Reply] = field(default_factory=list[Reply])
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, connections: int) -> None:
        """Send everything."""
        threads = [threading.Thread(target=self._over_one_connection) for _ in range(connections)]
        self.began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _over_one_connection(self) -> None:
        with socket.create_connection(self.address, timeout=_PATIENCE) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while (handed := self._next()) is not None:
                number, request = handed
                due = self.began + number / self.rate if self.rate else time.monotonic()
                time.sleep(max(0.0, due - time.monotonic()))
                sent = time.monotonic()
                connection.sendall(request)
                status, body = _answer(connection)
                reply = Reply(
                    number=number, due=due, sent=sent, done=time.monotonic(), status=status, body=body.decode()
                )
                self.replies.append(reply)

    def _next(self) -> tuple[int, bytes] | None:
        with self.lock:
            return next(self.requests, None)


def post(path: str, media_type: str, body: bytes) -> bytes:
    """Return the bytes of a request."""
    lines = (
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(body)}",
        "",
        "",
    )
    return "\r\n".join(lines).encode() + body


def with_key(request: bytes, key: str) -> bytes:
    """Return the bytes of the request with an API key."""
    head, _, body = request.partition(b"\r\n\r\n")
    return head + f"\r\nAuthorization: Bearer {key}\r\n\r\n".encode() + body


def write_requests(file: Path, requests: Iterable[bytes]) -> None:
    """Write each request behind its length in four bytes."""
    with file.open("wb") as out:
        for request in requests:
            out.write(len(request).to_bytes(4, "big"))
            out.write(request)


def read_requests(file: Path) -> list[bytes]:
    """Return what `write_requests` wrote."""
    data, at, found = file.read_bytes(), 0, list[bytes]()
    while at < len(data):
        end = at + 4 + int.from_bytes(data[at : at + 4], "big")
        found.append(data[at + 4 : end])
        at = end
    return found


def _answer(connection: socket.socket) -> tuple[int, bytes]:
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    parts, missing = [body], length - len(body)
    while missing > 0:
        parts.append(_more(connection))
        missing -= len(parts[-1])
    return status, b"".join(parts)


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(_CHUNK)
    if not data:
        message = "the server closed the connection"
        raise ConnectionError(message)
    return data


def main(arguments: list[str]) -> None:
    """Read, wait for the word, send, tell."""
    file, host, port, connections, rate = arguments
    sending = Sending((host, int(port)), enumerate(read_requests(Path(file))), float(rate))
    print("ready", flush=True)
    sys.stdin.readline()
    sending.run(int(connections))
    replies = sorted(sending.replies, key=lambda reply: reply.number)
    told = {"began": sending.began, "replies": [asdict(reply) for reply in replies]}
    Path(f"{file}.replies").write_text(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
