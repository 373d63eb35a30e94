"""An output that never makes the event loop wait."""

import atexit
import contextlib
import queue
import threading
import time
from dataclasses import dataclass, field
from typing import BinaryIO, Final, cast

LIMIT: Final = 10_000
"""Lines that may wait; some megabytes."""
_CLOSE_SECONDS: Final = 2.0


def in_background(out: BinaryIO) -> BinaryIO:
    """Return a stream that writes to `out` on a thread of its own, and to its end when the process exits."""
    stream = BackgroundStream(out)
    atexit.register(stream.close)
    return cast("BinaryIO", stream)  # as much of one as a logger uses


@dataclass(slots=True, eq=False, weakref_slot=True)
class BackgroundStream:
    """Writes lines on a thread of its own, in order.

    Whoever reads our output may stop reading: a terminal held with Ctrl-S, a supervisor that no longer empties its
    pipe. A write would then wait for ever and, on the event loop, every request with it. Here the lines wait; those
    that come when `limit` of them wait are dropped, and a later line says how many.
    """

    out: BinaryIO
    limit: int = LIMIT
    _lines: "queue.Queue[bytes]" = field(init=False)
    _dropped: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Start the thread; a daemon, since one that waits for a reader must not keep the process alive."""
        self._lines = queue.Queue(self.limit)
        threading.Thread(target=self._write_on, name="output", daemon=True).start()

    def write(self, line: bytes) -> int:
        """Take a line; returns at once."""
        try:
            self._lines.put_nowait(line)
        except queue.Full:
            self._dropped += 1
        return len(line)

    def flush(self) -> None:
        """Do nothing: each line is flushed when it is written."""

    def isatty(self) -> bool:
        """Return whether a person watches."""
        return self.out.isatty()

    def close(self, seconds: float = _CLOSE_SECONDS) -> None:
        """Wait until all was written, but not for longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while self._lines.unfinished_tasks and time.monotonic() < deadline:
            time.sleep(0.005)

    def _write_on(self) -> None:
        while True:
            line = self._lines.get()
            with contextlib.suppress(
                OSError, ValueError
            ):  # nobody reads any more, or it was closed: nowhere to tell it
                self._write(line)
            self._lines.task_done()

    def _write(self, line: bytes) -> None:
        dropped, self._dropped = self._dropped, 0
        if dropped:
            self.out.write(b'{"event":"output_dropped","lines":%d}\n' % dropped)
        self.out.write(line)
        self.out.flush()
