"""A file that is there whole or not at all, and readable by its owner alone."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from triage_warden.storage.backup.errors import BackupExists


@contextmanager
def new_file(path: Path) -> Generator[BinaryIO]:
    """Yield a file to write; it gets its name, on the disk, when the block ends without an error.

    Raises:
        BackupExists: there is one of that name, now or at the end; it is left alone.
    """
    if path.exists():
        raise _exists(path)
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(scratch)  # unlike a rename, it never takes another's place
        except FileExistsError:
            raise _exists(path) from None
    finally:
        scratch.unlink()
    _settle(path.parent)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exists(path: Path) -> BackupExists:
    return BackupExists(detail=f"{path} is there already; name another file.")
