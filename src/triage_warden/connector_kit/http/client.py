"""A client for one system's HTTP interface."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from triage_warden.connector_kit.http.answer import Answer, Lost, NeverSent, Result, Trouble
from triage_warden.connector_kit.http.breaker import Breaker
from triage_warden.connector_kit.http.last_moment import LastMoment, TooLateToSend
from triage_warden.connector_kit.outgoing.guard import OutgoingRefused
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.deadline import Deadline

ANSWER_BYTES: Final = 1 << 20
"""More is not an answer to anything that is asked here."""
READS: Final = 3
"""Times that a question is asked; asking changes nothing, so it may be repeated."""
_BROKEN: Final = 500
_THROTTLED: Final = 429
_REFUSED: Final = 400


@dataclass(frozen=True, slots=True)
class HttpClient:
    """Asks (`get`) and does (`post_once`); never raises for what the other side or the network does.

    Each request has a connection of its own: they are few, and a connection that has been idle is one whose fate at
    the other end is not known. `count` is called with the outcome of each request, for metrics.
    """

    http: httpx.AsyncClient
    clock: Clock
    seconds: float
    """For a question from its beginning to the end of its answer."""
    count: Callable[[str], None]
    jitter: Callable[[], float]
    breaker: Breaker = field(default_factory=Breaker)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(4))
    """Requests at once."""

    async def get(self, path: str, query: Mapping[str, str]) -> Result:
        """Ask; what gets no answer, or one that says it is broken, is asked again, three times in all."""
        result = await self._ask(path, query)
        for again in range(1, READS):
            if isinstance(result, Answer) and result.status < _BROKEN and result.status != _THROTTLED:
                break
            if self.breaker.wait(self.clock.monotonic()):
                break
            await asyncio.sleep(0.2 * 2**again * (0.5 + self.jitter()))
            result = await self._ask(path, query)
        return result

    async def post_once(self, path: str, query: Mapping[str, str], body: bytes, *, deadline: Deadline) -> Result:
        """Do, before the deadline; sent once at most. `Lost` when it was sent and no answer came."""
        stream = LastMoment(body, deadline)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        request = self.http.build_request("POST", path, params=dict(query), headers=headers, content=stream)
        return await self._one(request, deadline, stream)

    async def _ask(self, path: str, query: Mapping[str, str]) -> Result:
        request = self.http.build_request("GET", path, params=dict(query))
        return await self._one(request, Deadline.after(self.clock, self.seconds))

    async def _one(self, request: httpx.Request, deadline: Deadline, stream: LastMoment | None = None) -> Result:
        pause = self.breaker.wait(self.clock.monotonic())
        if pause:
            reason = f"Not tried: the other side was busy or did not answer; again in {pause:.0f} seconds."
            return self._noted(NeverSent(trouble=Trouble.HELD_BACK, reason=reason, retry_after=pause))
        try:
            async with asyncio.timeout(deadline.left()), self.turns:
                return self._noted(await self._answer(request))
        except (TimeoutError, httpx.TimeoutException, TooLateToSend):
            reason = f"No answer within {self.seconds:.0f} seconds."
            return self._noted(_without_answer(Trouble.TIMEOUT, reason, stream))
        except OutgoingRefused as error:
            return self._noted(NeverSent(trouble=Trouble.FORBIDDEN, reason=f"It may not be asked. {error.reason}"))
        except httpx.ConnectError:
            reason = "It cannot be reached: no such host, no connection, or a certificate that is not trusted."
            return self._noted(_without_answer(Trouble.UNREACHABLE, reason, stream))
        except (httpx.TransportError, httpx.DecodingError, _TooMuch) as error:
            reason = f"The connection broke ({type(error).__name__.strip('_')})."
            return self._noted(_without_answer(Trouble.BROKEN, reason, stream))

    async def _answer(self, request: httpx.Request) -> Answer:
        response = await self.http.send(request, stream=True)
        try:
            body = bytearray()
            async for piece in response.aiter_bytes():
                body += piece
                if len(body) > ANSWER_BYTES:
                    raise _TooMuch
        finally:
            await response.aclose()
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status_code, headers=headers, body=bytes(body))

    def _noted(self, result: Result) -> Result:
        now = self.clock.monotonic()
        if isinstance(result, Answer):
            self._note_answer(result, now)
        else:
            self.count(result.trouble.value)
            if result.trouble not in {Trouble.HELD_BACK, Trouble.FORBIDDEN}:  # neither says how the other side is
                self.breaker.failed(now)
        return result

    def _note_answer(self, answer: Answer, now: float) -> None:
        if answer.status == _THROTTLED:
            self.count("throttled")
            self.breaker.pause(now, answer.retry_after or 60.0)
        elif answer.status >= _BROKEN:
            self.count("failed")
            self.breaker.failed(now)
        else:
            self.count("refused" if answer.status >= _REFUSED else "ok")
            self.breaker.succeeded()


class _TooMuch(Exception):
    """The answer is larger than any that would make sense."""


def _without_answer(trouble: Trouble, reason: str, stream: LastMoment | None) -> NeverSent | Lost:
    if stream is not None and stream.given_out:
        return Lost(trouble=trouble, reason=reason)
    return NeverSent(trouble=trouble, reason=reason)
