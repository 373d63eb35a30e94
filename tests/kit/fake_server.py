"""A server that speaks the HTTP contract from memory, for tests of its clients."""

import gzip
import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


Respond = Callable[[Asked], Answer | None]


@dataclass(slots=True)
class FakeServer:
    """Answers by what was prepared for a path; the first prepared `respond` that answers wins."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list[Asked])
    responders: list[Respond] = field(default_factory=list[Respond])

    def prepare(self, method: str, path: str, *answers: Answer) -> None:
        """Answer a path with each of these in turn, and with the last for ever."""
        left = list(answers)

        def respond(asked: Asked) -> Answer | None:
            if (asked.method, asked.path) != (method, path):
                return None
            return left.pop(0) if len(left) > 1 else left[0]

        self.responders.append(respond)

    def answer(self, asked: Asked) -> Answer:
        """Return the answer to a request."""
        self.asked.append(asked)
        found = (respond(asked) for respond in self.responders)
        return next((answer for answer in found if answer), a_problem(404, "There is nothing at this address."))


def an_answer(value: object, status: int = 200) -> Answer:
    """Return an answer in JSON."""
    return Answer(json.dumps(value).encode(), status=status, headers={"Content-Type": "application/json"})


def a_problem(status: int, detail: str, *, retry_after: int | None = None, errors: tuple[object, ...] = ()) -> Answer:
    """Return a problem (RFC 9457)."""
    body = {"title": "Refused", "status": status, "detail": detail, "code": "refused", "errors": list(errors)}
    headers = {"Content-Type": "application/problem+json"}
    if retry_after is not None:
        headers["Retry-After"] = str(retry_after)
    return Answer(json.dumps(body).encode(), status=status, headers=headers)


@contextmanager
def fake_server() -> Generator[FakeServer]:
    """Run a fake server on a free port while the block runs."""
    fake = FakeServer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(fake: FakeServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answer a GET."""
            self._serve()

        def do_POST(self) -> None:
            """Answer a POST."""
            self._serve()

        do_PUT = do_DELETE = do_POST  # noqa: N815  # the standard library's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the standard library's name
            """Keep the tests' output quiet."""

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = fake.answer(Asked(self.command, parts.path, query, headers, body))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

    return Handler
