"""Speak to a running server over HTTP."""

import re
import secrets
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import httpx
import msgspec

from triage_warden.cli.answers import PageHead, Problem
from triage_warden.cli.environment import settings
from triage_warden.kernel.errors import TriageError, Unavailable

TIMEOUT: Final = httpx.Timeout(60.0, connect=5.0)
_UNAUTHORIZED: Final = 401
_UNAVAILABLE: Final = 503
_FIRST_ERROR: Final = 400
_SECONDS: Final = re.compile(r"[0-9]{1,5}")


class NoServer(Unavailable):
    """No server answers there."""


class ConnectionLost(Unavailable):
    """The connection broke before the server had answered."""


class ServerBusy(Unavailable):
    """The server cannot take this now."""


class ServerRefused(TriageError):
    """The server refused."""

    def __init__(self, *, status: int, detail: str) -> None:
        self.status = status
        super().__init__(detail=detail)


@dataclass(frozen=True, slots=True)
class Server:
    """A server at an address."""

    url: str
    http: httpx.Client

    def get(self, path: str, query: Mapping[str, str | int | None] | None = None) -> bytes:
        """Return the body of the answer; query fields that are None are left out."""
        params = {name: value for name, value in (query or {}).items() if value is not None}
        return self._ask("GET", path, params=params)

    def post(
        self, path: str, body: bytes = b"", *, headers: Mapping[str, str] | None = None, source: str | None = None
    ) -> bytes:
        """Send a body and return that of the answer."""
        return self._ask("POST", path, params={"source": source} if source else {}, body=body, headers=headers)

    def post_json(self, path: str, value: object) -> bytes:
        """Send a value as JSON and return the body of the answer."""
        return self.post(path, msgspec.json.encode(value), headers={"Content-Type": "application/json"})

    def put_json(self, path: str, value: object) -> bytes:
        """Put a value as JSON and return the body of the answer."""
        headers = {"Content-Type": "application/json"}
        return self._ask("PUT", path, params={}, body=msgspec.json.encode(value), headers=headers)

    def delete(self, path: str) -> bytes:
        """Ask for something to be removed and return the body of the answer."""
        return self._ask("DELETE", path, params={})

    @contextmanager
    def lines(self, path: str, query: Mapping[str, str | int | None]) -> Generator[Iterator[bytes]]:
        """Open an answer that may be long; its lines are read as they are taken, without their ends."""
        params = {name: value for name, value in query.items() if value is not None}
        try:
            with self.http.stream("GET", path, params=params) as answer:
                if not answer.is_success:
                    answer.read()
                    raise _refusal(self.url, answer)
                yield _split(answer.iter_bytes())
        except httpx.ConnectError:
            raise NoServer(detail=_no_server(self.url)) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            reason = str(error) or type(error).__name__
            raise ConnectionLost(detail=f"The connection to {self.url} broke: {reason}.") from None

    def post_once(self, path: str, value: object) -> bytes:
        """Send a value as JSON under a key of its own, so that sending it again would change nothing."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(16)}
        return self.post(path, msgspec.json.encode(value), headers=headers)

    def pages(self, path: str, query: Mapping[str, str | int | None], *, limit: int) -> Iterator[bytes]:
        """Yield the items of a list, page by page, `limit` of them at most, each as its JSON."""
        cursor: str | None = None
        while limit > 0:
            page = self._decoded(path, self.get(path, {**query, "cursor": cursor, "limit": min(limit, 200)}))
            yield from (bytes(each) for each in page.items[:limit])
            limit -= len(page.items)
            cursor = page.next
            if cursor is None:
                return

    def _decoded(self, path: str, body: bytes) -> PageHead:
        try:
            return msgspec.json.decode(body, type=PageHead)
        except msgspec.MsgspecError:
            raise ServerRefused(status=200, detail=f"{self.url}{path} answered something that is no list.") from None

    def _ask(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int],
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        try:
            answer = self.http.request(method, path, params=params, content=body, headers=headers)
        except httpx.ConnectError:
            raise NoServer(detail=_no_server(self.url)) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            reason = str(error) or type(error).__name__
            raise ConnectionLost(detail=f"The connection to {self.url} broke: {reason}.") from None
        if answer.status_code < _FIRST_ERROR and answer.is_success:
            return answer.content
        raise _refusal(self.url, answer)


@contextmanager
def connect(url: str) -> Generator[Server]:
    """Open a connection to the server at `url`; nothing is sent before something is asked."""
    from triage_warden.cli.credential import credential

    is_here = _is_here(url)
    key = credential(settings(), is_here=is_here)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    # A proxy from the environment is for the world outside, never for this machine itself; nor is a .netrc.
    with httpx.Client(base_url=url, timeout=TIMEOUT, trust_env=not is_here, headers=headers) as http:
        yield Server(url, http)


def _split(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield lines ended by a line feed, and by nothing else."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
    if rest:
        yield rest


def _refusal(url: str, answer: httpx.Response) -> TriageError:
    detail = _reason(url, answer)
    if answer.status_code == _UNAUTHORIZED:
        detail += f" For this command, set TW_API_KEY to a key that {url} knows."
    if answer.status_code != _UNAVAILABLE:
        return ServerRefused(status=answer.status_code, detail=detail)
    wait = answer.headers.get("Retry-After", "")
    return ServerBusy(retry_after=int(wait) if _SECONDS.fullmatch(wait) else 5, detail=detail)


def _reason(url: str, answer: httpx.Response) -> str:
    try:
        problem = msgspec.json.decode(answer.content, type=Problem)
    except msgspec.MsgspecError:
        return f"{url} answered {answer.status_code} {answer.reason_phrase} and does not say why; is it Triage Warden?"
    told = problem.detail or problem.title
    fields = [f"{each.pointer}: {each.detail}" for each in problem.errors if _last_name(each.pointer) not in told]
    where = [f"(request_id {problem.request_id})"] if answer.is_server_error and problem.request_id else []
    return " ".join([told, *fields, *where])


def _last_name(pointer: str) -> str:
    return pointer.rpartition("/")[2]


def _no_server(url: str) -> str:
    return (
        f"No server answers at {url}; start one with `triage-warden serve`, "
        "or name another with --server or TW_BASE_URL."
    )


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
