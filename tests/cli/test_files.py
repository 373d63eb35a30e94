"""Files named on the command line are found and read."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.cli import files
from triage_warden.kernel.errors import TriageError


def test_folders_are_walked_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    """A mailbox folder is one argument."""
    for name in ("b.eml", "a/2.eml", "a/1.eml", ".hidden", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = files.find([str(tmp_path), "-", "gone.eml"])
    assert [Path(name).name for name in found] == ["b.eml", "1.eml", "2.eml", "-", "gone.eml"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """Nothing to do is worth a word."""
    with pytest.raises(files.NoFiles):
        files.find([str(tmp_path)])


def test_gzip_is_unpacked(tmp_path: Path) -> None:
    """By its first bytes, whatever the name."""
    (tmp_path / "x").write_bytes(gzip.compress(b"one", mtime=0) + gzip.compress(b" two"))
    assert files.read(str(tmp_path / "x")) == b"one two"


@pytest.mark.parametrize("broken", [b"\x1f\x8b", b"\x1f\x8bnonsense-nonsense", gzip.compress(b"x" * 999, mtime=0)[:-9]])
def test_broken_gzip_is_named(tmp_path: Path, broken: bytes) -> None:
    """It begins like gzip and is none."""
    (tmp_path / "x").write_bytes(broken)
    with pytest.raises(files.BrokenGzip, match="broken gzip"):
        files.read(str(tmp_path / "x"))


def test_no_more_than_the_limit_is_ever_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb stays small."""
    monkeypatch.setattr(files, "MOST_BYTES", 1024 * 1024)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"\0" * 50_000_000, mtime=0))
    with pytest.raises(files.FileTooLarge):
        files.read(str(tmp_path / "bomb.gz"))


def test_a_missing_file_is_found_missing_when_it_is_read() -> None:
    """So that the others are read all the same."""
    with pytest.raises(files.UnreadableFile, match=r"gone\.eml: No such file or directory\."):
        files.read("gone.eml")


def test_names_that_are_no_text_can_be_shown() -> None:
    """A file name may hold any bytes but slash and NUL."""
    assert files.shown("caf\udce9.eml") == "caf\\xe9.eml"


@given(st.binary())
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Nothing but an error of ours comes out."""
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(content)
    try:
        assert isinstance(files.read(str(path)), bytes)
    except TriageError:
        assert content.startswith(b"\x1f\x8b")
