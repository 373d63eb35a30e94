"""Heads of the record, kept in a file."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from triage_warden.core.audit.export import anchor_line, read_anchor
from triage_warden.core.audit.model import Anchor
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import TenantId


class AnchorsUnavailable(Unavailable):
    """The file that keeps the record's heads cannot be used."""


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """Keeps heads in a file that is only added to, one line each (see AnchorStore); without a path, nowhere.

    It protects as far as whoever can write the database cannot write the file: a volume of its own, or one that is
    written once.
    """

    path: Path | None

    async def keep(self, anchor: Anchor) -> None:
        """Add an anchor, on the disk when this returns."""
        if self.path is not None:
            await asyncio.to_thread(_append, self.path, anchor_line(anchor))

    async def kept(self, tenant: TenantId) -> Sequence[Anchor]:
        """Return a tenant's anchors, oldest first; a last line that was cut off by a crash is passed over."""
        if self.path is None:
            return ()
        lines = await asyncio.to_thread(_lines, self.path)
        anchors = [read_anchor(line, number) for number, line in enumerate(lines, 1)]
        return [anchor for anchor in anchors if anchor.tenant == str(tenant)]


def _append(path: Path, line: bytes) -> None:
    """O_APPEND and one write: several processes may share the file. A torn line is ended before the next begins."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            os.write(descriptor, b"\n" + line if torn else line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unavailable(path, error) from error


def _lines(path: Path) -> list[bytes]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unavailable(path, error) from error
    return [line for line in content.split(b"\n") if line.endswith(b"}")]


def _unavailable(path: Path, error: OSError) -> AnchorsUnavailable:
    return AnchorsUnavailable(detail=f"TW_AUDIT_ANCHOR: {path}: {error.strerror}.")
