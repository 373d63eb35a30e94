"""Messages wait here, briefly and within bounds, until they are committed."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

from triage_warden.listeners.syslog.messages import Limits, Message, Sender

Commit = Callable[[Sequence[Message]], Awaitable[None]]


class Intake:
    """A bounded buffer between the sockets and the database.

    When it is full every sender is told to pause, so that bytes stay in the kernel's buffers and, over TCP, with the
    sender; at half full they resume. Messages are committed in the order in which they came.
    """

    def __init__(self, commit: Commit, limits: Limits) -> None:
        self._commit = commit
        self._limits = limits
        self._waiting: deque[Message] = deque()
        self._bytes = 0
        self._senders: set[Sender] = set()
        self._came = asyncio.Event()
        self._enough = asyncio.Event()
        self._closing = False
        self.paused = False

    def __len__(self) -> int:
        """Return how many messages wait."""
        return len(self._waiting)

    def join(self, sender: Sender) -> None:
        """Let a sender know when to pause; one that comes while all pause pauses at once."""
        self._senders.add(sender)
        if self.paused:
            sender.pause()

    def leave(self, sender: Sender) -> None:
        """Forget a sender."""
        self._senders.discard(sender)

    def offer(self, messages: Iterable[Message]) -> None:
        """Take messages; what was read already is never refused."""
        for message in messages:
            self._waiting.append(message)
            self._bytes += len(message.payload)
        if not self._waiting:
            return
        self._came.set()
        if self._has_batch():
            self._enough.set()
        if not self.paused and self._is_over(1):
            self.paused = True
            for sender in tuple(self._senders):
                sender.pause()

    async def run(self) -> None:
        """Commit batch after batch until `close`, and then what is left."""
        while True:
            await self._came.wait()
            if not self._waiting:
                if self._closing:
                    return
                self._came.clear()
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(self._limits.linger_seconds):
                    await self._enough.wait()
            await self._commit(self._take())

    def close(self) -> None:
        """Let `run` return when everything that waits is committed."""
        self._closing = True
        self._came.set()
        self._enough.set()

    def _take(self) -> list[Message]:
        taken: list[Message] = []
        size = 0
        while self._waiting and len(taken) < self._limits.batch_messages and size < self._limits.batch_bytes:
            message = self._waiting.popleft()
            size += len(message.payload)
            taken.append(message)
        self._bytes -= size
        if not (self._closing or self._has_batch()):
            self._enough.clear()
        if self.paused and not self._is_over(0.5):
            self.paused = False
            for sender in tuple(self._senders):
                sender.resume()
        return taken

    def _has_batch(self) -> bool:
        return len(self._waiting) >= self._limits.batch_messages or self._bytes >= self._limits.batch_bytes

    def _is_over(self, share: float) -> bool:
        limits = self._limits
        return len(self._waiting) >= limits.buffer_messages * share or self._bytes >= limits.buffer_bytes * share
