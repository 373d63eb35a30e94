"""Tests of reading a backup with suspicion."""

import random
from pathlib import Path

import pytest

from kit.backup_files import a_backup, a_manifest
from triage_warden.storage.backup.errors import BackupDamaged, BackupTooNew, NotABackup
from triage_warden.storage.backup.reader import check, sections
from triage_warden.storage.backup.writer import MAGIC


async def whole(folder: Path) -> bytes:
    """Return a backup of a few kilobytes that do not compress."""
    path = await a_backup(folder / "whole", {"alerts": [random.Random(1).randbytes(4000)], "facts": [b"row\n"]})
    return path.read_bytes()


async def test_one_altered_byte_anywhere_is_refused(tmp_path: Path) -> None:
    """In the begin, the rows, the description or the digest itself."""
    content = await whole(tmp_path)
    path = tmp_path / "altered"
    for at in {*range(0, len(content), 7), *range(len(content) - 40, len(content))}:
        altered = bytearray(content)
        altered[at] ^= 1
        path.write_bytes(altered)
        with pytest.raises((BackupDamaged, NotABackup, BackupTooNew)):
            check(path, lambda _: None)


async def test_one_that_was_cut_off_or_added_to_is_refused(tmp_path: Path) -> None:
    """Wherever the copy ended."""
    content = await whole(tmp_path)
    path = tmp_path / "cut"
    for length in {*range(len(MAGIC), len(content), 11), len(content) - 1}:
        path.write_bytes(content[:length])
        with pytest.raises(BackupDamaged, match="cut off"):
            check(path, lambda _: None)
    path.write_bytes(content + b"\n")
    with pytest.raises(BackupDamaged):
        check(path, lambda _: None)


@pytest.mark.parametrize("content", [b"", b"PGDMP and so on", MAGIC[:10]])
def test_something_else_is_told_from_a_damaged_backup(tmp_path: Path, content: bytes) -> None:
    """An empty file, a dump of PostgreSQL's own."""
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(NotABackup):
        check(tmp_path / "file", lambda _: None)


def test_a_later_format_is_told_from_a_damaged_backup(tmp_path: Path) -> None:
    """A newer version reads it."""
    (tmp_path / "file").write_bytes(MAGIC.replace(b"/1", b"/2") + bytes(100))
    with pytest.raises(BackupTooNew):
        check(tmp_path / "file", lambda _: None)


async def test_a_sound_digest_over_nonsense_is_refused(tmp_path: Path) -> None:
    """A description that nobody of us wrote."""
    import hashlib

    content = MAGIC + b"{}" + (2).to_bytes(4, "big")
    (tmp_path / "file").write_bytes(content + hashlib.sha256(content).digest())
    with pytest.raises(BackupDamaged, match="description"):
        check(tmp_path / "file", lambda _: None)


async def test_progress_adds_up_to_the_file(tmp_path: Path) -> None:
    """But for the begin and the end, which are read at once."""
    path = await a_backup(tmp_path / "backup", {"alerts": [random.Random(2).randbytes(3 << 20)]})
    checked: list[int] = []
    assert check(path, checked.append) == a_manifest()
    assert sum(checked) == path.stat().st_size - 32
    assert len(checked) > 2
    loaded: list[int] = []
    with sections(path, loaded.append) as every:
        for _ in every:
            pass  # what is not wanted is passed over
    assert 0 < path.stat().st_size - sum(loaded) < 2000
