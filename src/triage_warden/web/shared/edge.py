"""What every request passes through: its id, who may send it, the headers of the answer, the log line, the metrics."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, cast

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPResponseStartEvent, HTTPScope, Message, Receive, Scope, Send

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource
from triage_warden.observability.metrics import Metrics
from triage_warden.web.shared.client_address import ClientOf, TrustedProxies, behind_proxies
from triage_warden.web.shared.headers import Header, security_headers
from triage_warden.web.shared.rate_limits import headers_of, standings_in
from triage_warden.web.shared.request_id import HEADER, assign_request_id

_log = structlog.get_logger(__name__)
_UNROUTED: Final = "(none)"
"""The path label of requests to no route: what callers make up must not make new time series."""
_QUIET: Final = frozenset({"/live", "/ready", "/metrics"})
"""Asked every few seconds by machines; logged at debug."""
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class _Seen:
    status: int = 500
    sent: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """Wraps the whole application, so that answers to unknown addresses have their headers and lines too."""

    app: ASGIApp
    clock: Clock
    ids: IdSource
    metrics: Metrics
    client_of: ClientOf = TrustedProxies().client_of
    https: bool = False
    """Whether browsers reach us over HTTPS."""
    _labels: dict[tuple[str, str, int], Callable[[float], None]] = field(default_factory=dict, init=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        began = self.clock.monotonic()
        request_id = assign_request_id(scope, self.ids)
        behind_proxies(scope, self.client_of)
        seen = _Seen()
        asked = _as_get(scope)
        try:
            extra = [(HEADER, request_id.encode("ascii")), *security_headers(https=self.https)]
            await self.app(asked, receive, _with_headers(send, extra, seen, scope=asked))
        finally:
            self._record(asked, seen, seconds=self.clock.monotonic() - began, request_id=request_id)

    def _record(self, scope: HTTPScope, seen: _Seen, *, seconds: float, request_id: str) -> None:
        path = scope.get("path_template") or _UNROUTED
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        key = (method, path, seen.status)
        count = self._labels.get(key)
        if count is None:
            count = self._labels[key] = self._counting(*key)
        count(seconds)
        write = _log.debug if path in _QUIET else _log.info
        write(
            "request",
            method=method,
            path=path,
            status=seen.status,
            bytes=seen.sent,
            ms=round(seconds * 1000, 2),
            request_id=request_id,
        )

    def _counting(self, method: str, path: str, status: int) -> Callable[[float], None]:
        requests = self.metrics.http_requests.labels(method, path, str(status))
        duration = self.metrics.http_request_duration.labels(method, path)

        def count(seconds: float) -> None:
            requests.inc()
            duration.observe(seconds)

        return count


def _as_get(scope: HTTPScope) -> HTTPScope:
    """Return a HEAD as the GET it asks about (RFC 9110 §9.3.2); the server keeps the body to itself."""
    if scope["method"] != "HEAD":
        return scope
    return cast("HTTPScope", {**scope, "method": "GET"})


def _with_headers(send: Send, extra: list[Header], seen: _Seen, *, scope: HTTPScope) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add(message, extra + headers_of(standings_in(scope)))
            seen.status = int(message["status"])
        elif message["type"] == "http.response.body":
            seen.sent += len(message.get("body", b""))
        await send(message)

    return send_with_headers


def _add(message: HTTPResponseStartEvent, extra: list[tuple[bytes, bytes]]) -> None:
    headers = list(message["headers"])
    present = {name.lower() for name, _ in headers}
    message["headers"] = headers + [pair for pair in extra if pair[0] not in present]
