"""Where forked workers are ordered, heard and killed."""

import asyncio
import os
import signal
import sys
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from kit.forked_worker import Order, Word

_ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


@dataclass
class Yard:
    """The process that forks, and what its workers said."""

    process: asyncio.subprocess.Process
    said: "dict[int, asyncio.Queue[str]]" = field(default_factory=lambda: defaultdict(asyncio.Queue))
    _started: "asyncio.Queue[int]" = field(default_factory=asyncio.Queue)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def start(self, order: Order) -> int:
        """Fork a worker and return its process number."""
        assert self.process.stdin is not None
        async with self._one_at_a_time, asyncio.timeout(PATIENCE):
            self.process.stdin.write(msgspec.json.encode(order) + b"\n")
            return await self._started.get()

    async def wait_for(self, pid: int, place: str) -> bool:
        """Wait until a worker is at a place; False when it ended without having been there."""
        async with asyncio.timeout(PATIENCE):
            while True:
                at = await self.said[pid].get()
                if at in {place, "ended"}:
                    return at == place

    async def listen(self) -> None:
        """Hear the workers until the process ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            word = msgspec.json.decode(line, type=Word)
            if word.at == "started":
                self._started.put_nowait(word.pid)
            else:
                self.said[word.pid].put_nowait(word.at)


def send(pid: int, number: signal.Signals) -> None:
    """Send a signal to a worker of the yard; one that has ended has no use for it."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


async def gone(pid: int) -> None:
    """Wait until a worker that was killed is no more."""
    async with asyncio.timeout(PATIENCE):
        with suppress(ProcessLookupError):
            while True:
                os.kill(pid, 0)
                await asyncio.sleep(0.002)


@asynccontextmanager
async def a_yard() -> AsyncGenerator[Yard]:
    """Yield a yard."""
    path = os.pathsep.join([str(_ROOT / "src"), str(_ROOT / "tests")])
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "kit.forked_worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={"PATH": os.defpath, "PYTHONPATH": path},
    )
    yard = Yard(process)
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(yard.listen())
        try:
            yield yard
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()
            listening.cancel()
