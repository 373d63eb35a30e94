"""Tests of files that are there whole or not at all."""

from pathlib import Path

import pytest

from triage_warden.storage.backup.errors import BackupExists
from triage_warden.storage.backup.new_file import new_file


def test_it_gets_its_name_when_it_is_whole_and_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    """Whoever looks before finds nothing of that name."""
    with new_file(tmp_path / "backup") as file:
        file.write(b"half")
        assert not (tmp_path / "backup").exists()
    assert (tmp_path / "backup").read_bytes() == b"half"
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "backup"]


def test_nothing_is_left_of_one_that_failed(tmp_path: Path) -> None:
    """A disk that filled up, a database that went away."""

    def write() -> None:
        with new_file(tmp_path / "backup") as file:
            file.write(b"half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        write()
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    """Also where it came while ours was being written."""
    path = tmp_path / "backup"

    def write() -> None:
        with new_file(path) as file:
            file.write(b"ours")
            path.write_bytes(b"another's")

    with pytest.raises(BackupExists, match="there already"):
        write()
    with pytest.raises(BackupExists), new_file(path):
        raise AssertionError("begun")
    assert path.read_bytes() == b"another's"
    assert list(tmp_path.iterdir()) == [path]
