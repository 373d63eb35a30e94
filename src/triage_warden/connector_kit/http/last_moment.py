"""A request's body that looks at the clock before it lets itself be sent."""

from collections.abc import AsyncIterator

import httpx

from triage_warden.kernel.deadline import Deadline


class TooLateToSend(Exception):
    """The call's deadline passed before its body was sent."""


class LastMoment(httpx.AsyncByteStream):
    """Gives the body out in one piece, unless the deadline has passed.

    HTTP/1.1 sends the headers with `Content-Length` first and asks for the body then; a server acts on nothing
    before it has the whole of it. So this is the last moment at which a request can be taken back, and a process
    that was paused for a minute takes it back here. Once the body was given out the request counts as sent.
    """

    def __init__(self, body: bytes, deadline: Deadline) -> None:
        self._body = body
        self._deadline = deadline
        self.given_out = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the body, or raise TooLateToSend."""
        if not self._deadline.left():
            raise TooLateToSend
        self.given_out = True
        yield self._body
