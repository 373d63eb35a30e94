"""Find and read the files that were named on the command line."""

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from triage_warden.kernel.errors import Invalid, NotFound, TooLarge

STDIN = "-"
MOST_BYTES = 512 * 1024 * 1024
"""Most bytes of one file, unpacked: a file is cut into payloads in memory."""
_GZIP = b"\x1f\x8b"


class NoFiles(NotFound):
    """There is no file in what was named."""


class FileTooLarge(TooLarge):
    """The file is over the limit."""


class BrokenGzip(Invalid):
    """The file begins like gzip, but is not."""


class UnreadableFile(Invalid):
    """The file cannot be read."""


def find(names: Sequence[str]) -> list[str]:
    """Return the files that the names mean: folders are walked, hidden files left out, `-` stands for stdin."""
    found = [file for name in names for file in _find(name)]
    if not found:
        raise NoFiles(detail=f"There is no file in {', '.join(map(shown, names))}.")
    return found


def read(file: str) -> bytes:
    """Return a file's bytes, unpacked if they are gzip.

    Raises:
        UnreadableFile: the system refuses it.
        FileTooLarge: over `MOST_BYTES`, unpacked; no more than that is ever held.
        BrokenGzip: it begins like gzip, but is not.
    """
    try:
        data = _at_most(sys.stdin.buffer) if file == STDIN else _read_path(Path(file))
    except OSError as error:
        raise UnreadableFile(detail=f"{shown(file)}: {error.strerror or 'cannot be read'}.") from None
    return _unpacked(data, file) if data.startswith(_GZIP) else data


def shown(file: str) -> str:
    """Return the file's name as text; names may hold any bytes."""
    return os.fsencode(file).decode("utf-8", "backslashreplace")


def _find(name: str) -> Iterator[str]:
    if name == STDIN:
        yield name
        return
    path = Path(name)
    if not path.is_dir():  # a missing file is found missing when it is read, so that the others are read all the same
        yield name
        return
    for folder, inner, files in os.walk(path):
        inner[:] = sorted(each for each in inner if not each.startswith("."))
        yield from (str(Path(folder) / each) for each in sorted(files) if not each.startswith("."))


def _read_path(path: Path) -> bytes:
    with path.open("rb") as file:
        return _at_most(file)


def _at_most(file: BinaryIO) -> bytes:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FileTooLarge(detail=f"A file may hold {MOST_BYTES // 1024**2} MiB at most; split it.")
    return data


def _unpacked(data: bytes, file: str) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            return _at_most(cast("BinaryIO", packed))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenGzip(detail=f"{shown(file)}: broken gzip: {error}.") from None
