"""A way to the database that can be cut off: what a network that swallows packets looks like from both ends."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

_CHUNK = 64 * 1024


@dataclass
class StallingProxy:
    """Passes bytes on both ways until told to stall; runs on a thread and a loop of its own."""

    sockets: str
    port: str
    database: str
    user: str
    listening: int = 0
    messages: int = 0
    """Times that the client sent something and waited: round trips, where each is one write of the driver."""
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    end_after: float = 0.0
    """Seconds between the server's last message and the moment when its client sees the connection's end."""
    _moving: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        """Return the database's URL through here."""
        return f"postgresql://{self.user}@127.0.0.1:{self.listening}/{self.database}?sslmode=disable"

    def stall(self) -> None:
        """Take connections and bytes, and pass nothing on."""
        self.loop.call_soon_threadsafe(self._moving.clear)

    def heal(self) -> None:
        """Pass on again, what was kept back first."""
        self.loop.call_soon_threadsafe(self._moving.set)

    async def run(self, ready: threading.Event, done: asyncio.Event) -> None:
        """Serve until done."""
        self._moving.set()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.listening = server.sockets[0].getsockname()[1]
        ready.set()
        await done.wait()
        server.close()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._moving.wait()
        try:
            far, near = await asyncio.open_unix_connection(f"{self.sockets}/.s.PGSQL.{self.port}")
        except OSError:
            writer.close()
            return
        try:
            await asyncio.gather(self._pass(reader, near, count=True), self._pass(far, writer, count=False))
        finally:
            near.transport.abort()
            writer.transport.abort()

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, count: bool) -> None:
        with suppress(OSError):
            while data := await source.read(_CHUNK):
                self.messages += count
                await self._moving.wait()
                target.write(data)
                await target.drain()
        if not count:
            await asyncio.sleep(self.end_after)
        target.close()


@contextmanager
def a_stalling_proxy(url: str) -> Generator[StallingProxy]:
    """Stand between a client and the server whose Unix socket the URL names, for the block."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    proxy = StallingProxy(
        sockets=query["host"][0], port=query["port"][0], database=parts.path[1:], user=parts.username or "postgres"
    )
    ready, done = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=_serve, args=(proxy, ready, done), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield proxy
    finally:
        proxy.loop.call_soon_threadsafe(done.set)
        thread.join(10)


def _serve(proxy: StallingProxy, ready: threading.Event, done: asyncio.Event) -> None:
    try:
        proxy.loop.run_until_complete(proxy.run(ready, done))
    finally:
        proxy.loop.close()
