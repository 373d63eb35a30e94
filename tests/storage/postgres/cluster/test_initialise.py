"""Tests of laying out a cluster (that it works is told by test_embedded)."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

from triage_warden.storage.postgres.cluster.binaries import Binaries
from triage_warden.storage.postgres.cluster.child import Launch
from triage_warden.storage.postgres.cluster.initialise import initialise, is_initialised
from triage_warden.storage.postgres.cluster.owner import Owner
from triage_warden.storage.postgres.errors import DiskFull, EmbeddedDatabaseFailed


@pytest.fixture
def how() -> Generator[Launch]:
    """Return a launch as ourselves."""
    lock = os.open(os.devnull, os.O_RDWR)
    yield Launch(Owner(os.geteuid(), os.getegid(), other=False), lock)
    os.close(lock)


def an_initdb(root: Path, script: str) -> Binaries:
    """Return binaries whose initdb is a shell script; `$dir` is the folder it was given."""
    (root / "bin").mkdir(parents=True)
    program = root / "bin" / "initdb"
    program.write_text('#!/bin/sh\ndir="${1#--pgdata=}"\n' + script)
    program.chmod(0o755)
    return Binaries(root)


def test_a_whole_cluster_appears_at_once(tmp_path: Path, how: Launch) -> None:
    """Only when initdb has ended well does the folder stand under its name."""
    data = tmp_path / "data"
    binaries = an_initdb(tmp_path / "pg", 'touch "$dir/PG_VERSION"')
    initialise(binaries, data, how, durable=True)
    assert is_initialised(data)
    assert not (tmp_path / "data.part").exists()


def test_rubble_of_a_killed_attempt_is_cleared(tmp_path: Path, how: Launch) -> None:
    """What an initdb that was killed left is not in the way."""
    (tmp_path / "data.part").mkdir()
    (tmp_path / "data.part" / "half").touch()
    initialise(an_initdb(tmp_path / "pg", 'touch "$dir/PG_VERSION"'), tmp_path / "data", how, durable=False)
    assert not (tmp_path / "data" / "half").exists()


@pytest.mark.parametrize(
    ("said", "family", "told"),
    [
        ("initdb: error: could not create file: No space left on device", DiskFull, "full"),
        ("creating ...\ninitdb: error: user does not exist\nhint", EmbeddedDatabaseFailed, "user does not exist"),
        ("", EmbeddedDatabaseFailed, "no reason"),
    ],
)
def test_a_failure_gives_the_servers_own_reason(
    tmp_path: Path, how: Launch, said: str, family: type[Exception], told: str
) -> None:
    """One line, with what initdb complained of, and nothing half-made behind."""
    binaries = an_initdb(tmp_path / "pg", f"echo '{said}' >&2; exit 1" if said else "exit 1")
    with pytest.raises(family, match=told):
        initialise(binaries, tmp_path / "data", how, durable=True)
    assert not (tmp_path / "data").exists()
    assert not (tmp_path / "data.part").exists()
