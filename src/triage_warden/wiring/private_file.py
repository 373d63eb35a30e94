"""Small files that nobody but their owner may read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from triage_warden.kernel.errors import Unavailable


class CannotKeepSecret(Unavailable):
    """A file in the data folder cannot be written or read."""


def keep_first(path: Path, content: bytes) -> bytes:
    """Return what the file holds, after writing it if there was none; of processes that start together one wins.

    Raises:
        CannotKeepSecret: the folder or the file is out of reach.
    """
    return _guarded(path, lambda: _keep_first(path, content))


def replace_with(path: Path, content: bytes) -> None:
    """Write the file anew, in one piece; raise CannotKeepSecret."""

    def write() -> bytes:
        fresh = _written(path, content)
        fresh.replace(path)
        return content

    _guarded(path, write)


def _keep_first(path: Path, content: bytes) -> bytes:
    if not path.exists():
        fresh = _written(path, content)
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process was faster
        finally:
            fresh.unlink()
    return path.read_bytes()


def _written(path: Path, content: bytes) -> Path:
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _guarded(path: Path, work: Callable[[], bytes]) -> bytes:
    try:
        return work()
    except OSError as error:
        raise CannotKeepSecret(detail=f"{path}: {error.strerror or error}.") from error
