"""Tests of the account that the server runs under."""

import os
from pathlib import Path

import pytest

from triage_warden.storage.postgres.cluster.owner import Owner, owner_of

NOBODY = Owner(65534, 65534, other=True)
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


def test_never_root(tmp_path: Path) -> None:
    """Whoever we are, the server's account is not root."""
    assert owner_of(tmp_path / "none").uid != 0


@ROOT_ONLY
def test_an_existing_cluster_keeps_its_account(tmp_path: Path) -> None:
    """The folder's owner decides, so that a new account on the machine changes nothing."""
    os.chown(tmp_path, 4711, 4712)
    assert owner_of(tmp_path) == Owner(4711, 4712, other=True)


@pytest.mark.parametrize(("mode", "reached"), [(0o711, True), (0o755, True), (0o700, False), (0o744, False)])
def test_reaches_what_others_may_enter(tmp_path: Path, mode: int, *, reached: bool) -> None:
    """A folder counts as reachable when others may pass through it; reading it is not asked."""
    folder = tmp_path / "door"
    folder.mkdir()
    folder.chmod(mode)
    stranger = Owner(folder.stat().st_uid + 1, folder.stat().st_gid + 1, other=True)
    parents_open = all(parent.stat().st_mode & 0o001 for parent in folder.parents)
    assert stranger.reaches(folder) is (reached and parents_open)


@ROOT_ONLY
@pytest.mark.parametrize(("bit", "uid", "gid"), [(0o100, 65534, 0), (0o010, 0, 65534)])
def test_its_own_and_its_groups_folders_count(tmp_path: Path, bit: int, uid: int, gid: int) -> None:
    """The owner's bit counts for the owner, the group's for the group."""
    folder = Path("/tmp") / tmp_path.name  # noqa: S108  # pytest's folders are closed to others
    folder.mkdir()
    try:
        os.chown(folder, uid, gid)
        folder.chmod(bit)
        assert NOBODY.reaches(folder)
        folder.chmod(0o777 & ~bit)
        assert not NOBODY.reaches(folder)
    finally:
        folder.rmdir()


def test_we_reach_our_own(tmp_path: Path) -> None:
    """Where the server runs as ourselves nothing stands in the way that we would not see as an error anyway."""
    assert Owner(os.geteuid(), os.getegid(), other=False).reaches(tmp_path)
