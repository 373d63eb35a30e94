"""The account that the embedded server runs under: never root."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

from triage_warden.storage.postgres.errors import EmbeddedDatabaseFailed

_PREFERRED = ("triage-warden", "postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Owner:
    """A user and group; `other` when it is not the one we run as."""

    uid: int
    gid: int
    other: bool

    def reaches(self, path: Path) -> bool:
        """Tell whether the account may pass through every folder on the way to `path`, and into it."""
        if not self.other:
            return True
        return all(self._may_pass(folder) for folder in (path, *path.parents))

    def own(self, path: Path) -> None:
        """Hand a file or folder of ours to the account."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def become(self) -> None:
        """Turn the calling process into the account; for use between fork and exec."""
        if self.other:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)

    def _may_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def owner_of(data: Path) -> Owner:
    """Return who runs the server on `data`: ourselves; if we are root, whoever owns it, else an account without rights.

    Asking the folder first keeps an installation on one account for good, whatever accounts the machine gains.
    """
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid(), other=False)
    if data.exists() and (status := data.stat()).st_uid != 0:
        return Owner(status.st_uid, status.st_gid, other=True)
    for name in _PREFERRED:
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(account.pw_uid, account.pw_gid, other=True)
    raise EmbeddedDatabaseFailed(
        detail="PostgreSQL does not run as root and there is no account 'postgres' or 'nobody' to run it under; "
        "start Triage Warden as another user or set DATABASE_URL.",
    )
