"""Tests of writing a backup."""

import hashlib
import io
from pathlib import Path

from kit.backup_files import COLUMNS, a_backup, a_manifest
from triage_warden.storage.backup.reader import check, sections
from triage_warden.storage.backup.writer import PIECE, BackupWriter


async def test_rows_come_out_as_they_went_in(tmp_path: Path) -> None:
    """However they were cut into pieces, nothing and much alike."""
    pieces = [b"a\tb\n", b"", b"x" * (PIECE + 1), b"\\N\n", b"y" * 10]
    path = await a_backup(tmp_path / "backup", {"alerts": pieces, "facts": []})
    with sections(path, lambda _: None) as every:
        found = [(rows.section.table, rows.section.columns, b"".join(rows.pieces)) for rows in every]
    assert found == [("alerts", COLUMNS, b"".join(pieces)), ("facts", COLUMNS, b"")]


async def test_length_and_digest_are_those_of_the_file(tmp_path: Path) -> None:
    """As `sha256sum` has it, so that anybody can check a copy."""
    out = io.BytesIO()
    writer = BackupWriter(out)
    async with writer.section("alerts", COLUMNS) as take:
        await take(b"row\n")
    length, digest = writer.finish(a_manifest())
    assert (length, digest) == (len(out.getvalue()), hashlib.sha256(out.getvalue()).hexdigest())
    assert writer.written == length
    (tmp_path / "backup").write_bytes(out.getvalue())
    assert check(tmp_path / "backup", lambda _: None) == a_manifest()
