"""The embedded database's folder: who may use it, and where its socket lies."""

import errno
import fcntl
import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from triage_warden.storage.postgres.cluster.owner import Owner
from triage_warden.storage.postgres.errors import DataFolderInUse, DataFolderUnusable, DiskFull

PORT = 5432
"""Only names the socket file; nothing listens on the network."""
_SOCKET_PATH_LIMIT = 107
"""`sun_path` holds 108 bytes with its closing zero (unix(7))."""


@dataclass(frozen=True, slots=True)
class ClusterFolder:
    """Layout: `data` (the cluster), `server.log`, and two locks.

    `lock` is held by the process that uses the folder. `server.lock` is inherited by the server and so held until
    the last of its processes is gone, even after a kill of ours.
    """

    root: Path

    @property
    def data(self) -> Path:
        """Return the cluster's own folder."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """Return where the server writes its messages."""
        return self.root / "server.log"

    def prepare(self, owner: Owner) -> None:
        """Make the folder, or say why it cannot be used."""
        try:
            self._make(owner)
        except OSError as error:
            raise folder_error(error, self.root) from error
        if not owner.reaches(self.root):
            raise DataFolderUnusable(
                detail=f"PostgreSQL does not run as root, and the account it runs under cannot reach {self.root}; "
                "set TW_DATA_DIR to a folder whose parents may be entered by all (such as /var/lib/triage-warden).",
            )

    def _make(self, owner: Owner) -> None:
        missing = [folder for folder in (self.root, *self.root.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700)
            if owner.other:
                folder.chmod(0o711)  # ours, just made: the account must pass through, nobody may list

    def lock(self) -> int:
        """Return the descriptor that keeps every other copy off the folder, or raise DataFolderInUse."""
        descriptor = self._take("lock", inherited=False)
        if descriptor is None:
            raise DataFolderInUse(
                detail=f"Another copy of Triage Warden runs on {self.root}; "
                "stop it, or set TW_DATA_DIR to another folder.",
            )
        return descriptor

    def server_lock(self) -> int | None:
        """Return the descriptor the server will inherit, or None while a server of an earlier run still lives."""
        return self._take("server.lock", inherited=True)

    def socket_folder(self, owner: Owner) -> Path:
        """Return a 0700 folder for the socket: here if the path is short enough, else in the temporary folder."""
        here = self.root / "run"
        if _fits(here):
            return _private(here, owner)
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return _private(Path(tempfile.gettempdir()) / f"triage-warden-{digest}", owner)

    def _take(self, name: str, *, inherited: bool) -> int | None:
        try:
            descriptor = os.open(self.root / name, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise folder_error(error, self.root) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        os.set_inheritable(descriptor, inherited)
        return descriptor


def folder_error(error: OSError, folder: Path) -> DataFolderUnusable | DiskFull:
    """Translate the operating system's complaint about the data folder into one clear line."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return DiskFull(detail=f"The disk that holds {folder} is full; free some space or set TW_DATA_DIR elsewhere.")
    reason = error.strerror or str(error)
    return DataFolderUnusable(
        detail=f"The data folder {folder} cannot be used ({reason}); set TW_DATA_DIR to a folder that can be written.",
    )


def _fits(folder: Path) -> bool:
    """A comma would split the server's list of socket folders."""
    path = os.fsencode(folder / f".s.PGSQL.{PORT}")
    return len(path) <= _SOCKET_PATH_LIMIT and b"," not in path and b'"' not in path


def _private(folder: Path, owner: Owner) -> Path:
    """Make the folder for the account alone; refuse one that somebody else put there, or a link."""
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {owner.uid, os.geteuid()}:
        raise DataFolderUnusable(detail=f"{folder} belongs to somebody else; remove it or set TW_DATA_DIR elsewhere.")
    folder.chmod(0o700)
    owner.own(folder)
    return folder
