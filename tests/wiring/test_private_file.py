from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from triage_warden.wiring.private_file import CannotKeepSecret, keep_first, replace_with


def test_what_was_kept_first_is_what_is_kept(tmp_path: Path) -> None:
    """And only its owner may read it or look into its folder."""
    path = tmp_path / "data" / "secrets" / "one"
    assert keep_first(path, b"first") == b"first"
    assert keep_first(path, b"second") == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["one"]


def test_of_many_that_start_together_all_get_the_same(tmp_path: Path) -> None:
    """Whoever is first wins."""
    path = tmp_path / "secrets" / "one"
    with ThreadPoolExecutor(16) as pool:
        found = set(pool.map(partial(keep_first, path), [bytes([number]) for number in range(64)]))
    assert found == {path.read_bytes()}


def test_a_file_is_replaced_in_one_piece(tmp_path: Path) -> None:
    """With the same rights, and nothing left beside it."""
    path = tmp_path / "secrets" / "one"
    keep_first(path, b"old")
    replace_with(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(list(path.parent.iterdir())) == 1


def test_a_folder_out_of_reach_is_named(tmp_path: Path) -> None:
    """In one line."""
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotKeepSecret, match="file"):
        keep_first(tmp_path / "file" / "secrets" / "one", b"x")
    with pytest.raises(CannotKeepSecret, match="file"):
        replace_with(tmp_path / "file" / "secrets" / "one", b"x")
