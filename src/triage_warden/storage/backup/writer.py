r"""Write a backup, a piece at a time.

    triage-warden.backup/1\n
    a zstd frame of sections, each a head (msgspec JSON), then pieces of COPY text, then an empty piece;
        heads and pieces are preceded by their length in 4 bytes, big-endian
    the manifest (JSON), and its length in 4 bytes
    SHA-256 of everything before, 32 bytes

What is cut off lacks its end, and what is altered has another digest: both are found before anything is loaded.
"""

import hashlib
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, BinaryIO, Final

import msgspec
import zstandard

from triage_warden.storage.backup.model import FORMAT, Manifest, Section

MAGIC: Final = f"{FORMAT}\n".encode()
DIGEST_BYTES: Final = 32
LENGTH_BYTES: Final = 4
PIECE: Final = 1 << 18
"""Bytes that are gathered before they are compressed: rows come one by one."""
_LEVEL: Final = 3


class _Digesting:
    """Passes on what is written, and keeps its digest and length."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.length = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.length += len(data)
        self._file.write(data)
        return len(data)


class BackupWriter:
    """Writes to a file that need not be able to go back: a pipe will do. Holds one piece at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._out = _Digesting(file)
        self._out.write(MAGIC)
        self._zstd = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True).stream_writer(
            self._out,  # type: ignore[arg-type]  # it needs no more than to be written to
            closefd=False,
        )

    @asynccontextmanager
    async def section(
        self, table: str, columns: tuple[str, ...]
    ) -> AsyncGenerator[Callable[[bytes], Coroutine[Any, Any, None]]]:
        """Begin some rows of a table; yields what takes their text."""
        self._sized(msgspec.json.encode(Section(table=table, columns=columns)))
        gathered = bytearray()

        async def take(data: bytes) -> None:
            gathered.extend(data)
            if len(gathered) >= PIECE:
                self._sized(bytes(gathered))
                gathered.clear()

        yield take
        if gathered:
            self._sized(bytes(gathered))
        self._sized(b"")

    def finish(self, manifest: Manifest) -> tuple[int, str]:
        """Write the end; return the file's length and its SHA-256 in hex, as `sha256sum` has it."""
        self._zstd.flush(zstandard.FLUSH_FRAME)
        encoded = msgspec.json.encode(manifest)
        self._out.write(encoded + len(encoded).to_bytes(LENGTH_BYTES, "big"))
        self._out.write(self._out.digest.digest())
        return self._out.length, self._out.digest.hexdigest()

    @property
    def written(self) -> int:
        """Return how many bytes are in the file so far."""
        return self._out.length

    def _sized(self, data: bytes) -> None:
        self._zstd.write(len(data).to_bytes(LENGTH_BYTES, "big") + data)
