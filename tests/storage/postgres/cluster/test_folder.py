"""Tests of the data folder: one user at a time, and a socket that fits."""

import errno
import os
from pathlib import Path

import pytest

from triage_warden.storage.postgres.cluster.folder import ClusterFolder, folder_error
from triage_warden.storage.postgres.cluster.owner import Owner
from triage_warden.storage.postgres.errors import DataFolderInUse, DataFolderUnusable, DiskFull

OURSELVES = Owner(os.geteuid(), os.getegid(), other=False)


@pytest.fixture
def cluster(tmp_path: Path) -> ClusterFolder:
    """Return a prepared folder."""
    folder = ClusterFolder(tmp_path / "tw")
    folder.prepare(OURSELVES)
    return folder


def test_what_is_made_is_private(cluster: ClusterFolder) -> None:
    """A new data folder is closed to everybody else."""
    assert cluster.root.stat().st_mode & 0o777 == 0o700


def test_an_existing_folder_keeps_its_mode(tmp_path: Path) -> None:
    """What somebody else made is not opened or closed by us."""
    tmp_path.chmod(0o750)
    ClusterFolder(tmp_path).prepare(OURSELVES)
    assert tmp_path.stat().st_mode & 0o777 == 0o750


def test_the_second_user_is_kept_off_until_the_first_lets_go(cluster: ClusterFolder) -> None:
    """The lock goes with the descriptor, so a killed process leaves none."""
    held = cluster.lock()
    with pytest.raises(DataFolderInUse):
        cluster.lock()
    os.close(held)
    os.close(cluster.lock())


def test_our_lock_is_ours_and_the_servers_is_inherited(cluster: ClusterFolder) -> None:
    """The server must hold its lock after our death, and must not hold ours."""
    ours, servers = cluster.lock(), cluster.server_lock()
    assert servers is not None
    assert (os.get_inheritable(ours), os.get_inheritable(servers)) == (False, True)
    assert cluster.server_lock() is None
    os.close(ours)
    os.close(servers)


@pytest.mark.parametrize(
    ("number", "family"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, DataFolderUnusable),
        (errno.EACCES, DataFolderUnusable),
    ],
)
def test_the_systems_complaint_becomes_one_line(number: int, family: type[Exception]) -> None:
    """Each names the folder and the variable to set."""
    error = folder_error(OSError(number, os.strerror(number)), Path("/data"))
    assert isinstance(error, family)
    assert "/data" in error.detail
    assert "TW_DATA_DIR" in error.detail
    assert "\n" not in error.detail


def test_a_short_path_holds_its_own_socket(cluster: ClusterFolder) -> None:
    """The socket lies in the data folder, closed to others, where its path fits."""
    folder = cluster.socket_folder(OURSELVES)
    assert folder.parent == cluster.root
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_foreign_folder_in_the_temporary_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who put a link where our socket folder goes cannot lead us elsewhere."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    deep = ClusterFolder(tmp_path / ("d" * 90) / "tw")
    deep.prepare(OURSELVES)
    short = deep.socket_folder(OURSELVES)
    assert short.parent == tmp_path
    short.rmdir()
    target = tmp_path / "target"
    target.mkdir()
    short.symlink_to(target)
    with pytest.raises(DataFolderUnusable, match="somebody else"):
        deep.socket_folder(OURSELVES)
