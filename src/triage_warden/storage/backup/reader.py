"""Read a backup: first whether it is whole, then its rows."""

import hashlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import zstandard

from triage_warden.storage.backup.errors import BackupDamaged, BackupTooNew, NotABackup
from triage_warden.storage.backup.model import FORMAT, Manifest, Section
from triage_warden.storage.backup.writer import DIGEST_BYTES, LENGTH_BYTES, MAGIC

_AT_ONCE: Final = 1 << 20
_WINDOW: Final = 1 << 27
"""What a damaged frame may claim at most."""

Tell = Callable[[int], None]
"""Called with the bytes of the file that were read."""


def check(path: Path, tell: Tell) -> Manifest:
    """Return what the backup says of itself, once every byte of it was read and found good.

    Raises:
        NotABackup: it is something else.
        BackupDamaged: it was cut off or altered.
        BackupTooNew: its format is one of a later version.
    """
    length = path.stat().st_size
    with path.open("rb") as file:
        begin = file.read(len(MAGIC))
        if begin != MAGIC:
            raise _something_else(begin)
        if length < len(MAGIC) + LENGTH_BYTES + DIGEST_BYTES:
            raise BackupDamaged(detail=f"The backup {path} was cut off after {length} bytes; nothing was written.")
        if _digest(file, length - DIGEST_BYTES, tell) != file.read(DIGEST_BYTES):
            raise BackupDamaged(detail=f"The backup {path} was cut off or altered; nothing was written.")
        return _manifest(file, length)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table: their text comes in pieces, and has to be read before the next."""

    section: Section
    pieces: Iterator[bytes]


@contextmanager
def sections(path: Path, tell: Tell) -> Generator[Iterator[Rows]]:
    """Open a backup that was checked, and yield its sections in their order."""
    with path.open("rb") as file:
        end = _manifest_at(file, path.stat().st_size)[0]
        file.seek(len(MAGIC))
        bounded = _Bounded(file, end - len(MAGIC), tell)
        with zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(bounded) as stream:  # type: ignore[arg-type]  # it only reads
            yield _walk(stream)


def _walk(stream: zstandard.ZstdDecompressionReader) -> Iterator[Rows]:
    while (head := _sized(stream)) is not None:
        pieces = _pieces(stream)
        yield Rows(msgspec.json.decode(head, type=Section), pieces)
        for _ in pieces:
            pass  # what was not wanted


def _pieces(stream: zstandard.ZstdDecompressionReader) -> Iterator[bytes]:
    while piece := _sized(stream):
        yield piece


def _sized(stream: zstandard.ZstdDecompressionReader) -> bytes | None:
    """Return the next piece, or None at the end."""
    size = _exactly(stream, LENGTH_BYTES)
    return None if not size else _exactly(stream, int.from_bytes(size, "big"))


def _exactly(stream: zstandard.ZstdDecompressionReader, length: int) -> bytes:
    found = bytearray()
    while len(found) < length:
        part = stream.read(length - len(found))
        if not part:
            break
        found += part
    if found and len(found) < length:
        raise BackupDamaged
    return bytes(found)


@dataclass(slots=True)
class _Bounded:
    """The part of a file that is compressed."""

    file: BinaryIO
    left: int
    tell: Tell

    def read(self, length: int = -1) -> bytes:
        data = self.file.read(self.left if length < 0 else min(length, self.left))
        self.left -= len(data)
        self.tell(len(data))
        return data


def _digest(file: BinaryIO, until: int, tell: Tell) -> bytes:
    file.seek(0)
    digest, at = hashlib.sha256(), 0
    while at < until and (data := file.read(min(_AT_ONCE, until - at))):
        digest.update(data)
        at += len(data)
        tell(len(data))
    return digest.digest()


def _manifest_at(file: BinaryIO, length: int) -> tuple[int, int]:
    """Return where the manifest begins, and its length."""
    after = length - DIGEST_BYTES - LENGTH_BYTES
    file.seek(after)
    size = int.from_bytes(file.read(LENGTH_BYTES), "big")
    return after - size, size


def _manifest(file: BinaryIO, length: int) -> Manifest:
    at, size = _manifest_at(file, length)
    file.seek(max(at, 0))
    try:
        return msgspec.json.decode(file.read(size), type=Manifest)
    except msgspec.MsgspecError as error:
        raise BackupDamaged(detail=f"The backup's own description cannot be read: {error}") from error


def _something_else(begin: bytes) -> NotABackup | BackupTooNew:
    name = FORMAT.partition("/")[0].encode()
    return BackupTooNew() if begin.startswith(name + b"/") else NotABackup()
