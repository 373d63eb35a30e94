"""Lay out an empty cluster."""

import os
import re
import shutil
from pathlib import Path

from triage_warden.storage.postgres.cluster.binaries import Binaries
from triage_warden.storage.postgres.cluster.child import Launch, launch
from triage_warden.storage.postgres.errors import DiskFull, EmbeddedDatabaseFailed

SUPERUSER = "postgres"


def initialise(binaries: Binaries, data: Path, how: Launch, *, durable: bool) -> None:
    """Run initdb beside `data` and put the result in its place, so that a kill half-way leaves no half cluster.

    Locale: the server's built-in C.UTF-8 (PostgreSQL 17 on): the same order and case rules on every machine, no
    operating system's collation that changes under the indexes.
    """
    scratch = data.with_name(data.name + ".part")
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    how.owner.own(scratch)
    process = launch([*_command(binaries, scratch), *([] if durable else ["--no-sync"])], how)
    output, _ = process.communicate(timeout=120)
    if process.returncode != 0:
        shutil.rmtree(scratch, ignore_errors=True)
        raise _failure(output.decode(errors="replace"), data)
    scratch.rename(data)
    if durable:
        _sync(data.parent)


def is_initialised(data: Path) -> bool:
    """Tell whether a cluster lies there."""
    return (data / "PG_VERSION").is_file()


def _command(binaries: Binaries, data: Path) -> list[str]:
    return [
        binaries.tool("initdb"),
        f"--pgdata={data}",
        f"--username={SUPERUSER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    ]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _failure(output: str, data: Path) -> DiskFull | EmbeddedDatabaseFailed:
    if re.search("No space left on device|Disk quota exceeded", output):
        return DiskFull(detail=f"The disk that holds {data} is full; free some space or set TW_DATA_DIR elsewhere.")
    complaints = [line for line in output.splitlines() if re.search("error|FATAL|PANIC", line)]
    reason = (complaints or output.splitlines() or ["it gave no reason"])[-1].strip()
    return EmbeddedDatabaseFailed(detail=f"The embedded database could not be set up in {data}: {reason}")
