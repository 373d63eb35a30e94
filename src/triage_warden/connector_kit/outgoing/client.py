"""The one place where HTTP clients are made (tests/architecture/test_outgoing.py)."""

import httpx

from triage_warden.connector_kit.outgoing.guard import Guard
from triage_warden.connector_kit.outgoing.transport import GuardedTransport


class TooLargeAnswer(httpx.TransportError):
    """More came than an answer may have."""


def open_client(
    guard: Guard, *, seconds: float, base_url: str = "", auth: httpx.Auth | None = None
) -> httpx.AsyncClient:
    """Return a client: follows no redirects, keeps no idle connections, takes neither proxies nor `.netrc`.

    `seconds` bound each wait for the other side; the caller bounds the whole.
    """
    return httpx.AsyncClient(
        transport=GuardedTransport(guard, gives_up_after=seconds),
        base_url=base_url,
        auth=auth,
        headers={"Accept": "application/json", "User-Agent": "triage-warden"},
        timeout=httpx.Timeout(seconds, connect=min(5.0, seconds)),
        follow_redirects=False,
        trust_env=False,
    )


async def bounded_answer(http: httpx.AsyncClient, request: httpx.Request, *, most: int) -> httpx.Response:
    """Send a request and return its answer with the body read, of at most so many bytes once unpacked.

    Raises:
        TooLargeAnswer: there was more; and whatever httpx raises.
    """
    answer = await http.send(request, stream=True)
    try:
        body = bytearray()
        async for piece in answer.aiter_bytes():
            body += piece
            if len(body) > most:
                raise TooLargeAnswer(f"More than {most} bytes came.")
    finally:
        await answer.aclose()
    unpacked = [(name, value) for name, value in answer.headers.multi_items() if name not in _OF_THE_PACKED]
    return httpx.Response(answer.status_code, headers=unpacked, content=bytes(body), request=request)


_OF_THE_PACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
