"""Tests of starting the server's programs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from triage_warden.storage.postgres.cluster.child import Launch, launch
from triage_warden.storage.postgres.cluster.owner import Owner

OURSELVES = Owner(os.geteuid(), os.getegid(), other=False)
NOBODY = Owner(65534, 65534, other=True)


def output_of(command: list[str], owner: Owner = OURSELVES) -> bytes:
    """Return what a program prints."""
    lock = os.open(os.devnull, os.O_RDWR)
    try:
        process = launch(command, Launch(owner, lock))
        return process.communicate(timeout=10)[0].strip()
    finally:
        os.close(lock)


def test_sees_none_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets and PG* variables stay with us."""
    monkeypatch.setenv("TW_ENCRYPTION_KEY", "secret")
    monkeypatch.setenv("PGPORT", "1")
    names = {line.partition(b"=")[0] for line in output_of(["/usr/bin/env"]).splitlines()}
    assert names == {b"PATH", b"LC_ALL", b"TZ"}


def test_leads_a_session_of_its_own() -> None:
    """Ctrl-C in our terminal does not reach it before us."""
    assert output_of(["/bin/sh", "-c", "ps -o sid= -p $$ && echo $$"]).split()[0] != str(os.getsid(0)).encode()


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
@pytest.mark.parametrize("owner", [OURSELVES, *([NOBODY] if os.geteuid() == 0 else [])], ids=["ourselves", "nobody"])
def test_will_be_told_of_our_death(owner: Owner) -> None:
    """The parent-death signal is set, also after the change of account, which would clear an earlier one."""
    program = "import ctypes; n = ctypes.c_int(); ctypes.CDLL(None).prctl(2, ctypes.byref(n)); print(n.value)"
    python = subprocess.run(["which", "python3"], check=False, capture_output=True, text=True, env={"PATH": "/usr/bin"})
    if python.returncode != 0:
        pytest.skip("there is no python that every account may run")
    assert output_of([python.stdout.strip(), "-c", program], owner) == str(int(signal.SIGINT)).encode()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_steps_down_for_good() -> None:
    """As another account it has that account's user and group, and no other groups."""
    assert output_of(["/usr/bin/id", "-u"], NOBODY) == b"65534"
    assert output_of(["/usr/bin/id", "-G"], NOBODY) == b"65534"


def test_inherits_the_lock_and_nothing_else(tmp_path: Path) -> None:
    """Of our open files only the lock is open in it."""
    with (tmp_path / "ours").open("w") as ours:
        lock = os.open(tmp_path / "lock", os.O_RDWR | os.O_CREAT)
        process = launch(["/bin/ls", "-l", "/proc/self/fd"], Launch(OURSELVES, lock))
        listing = process.communicate(timeout=10)[0].decode()
        os.close(lock)
    assert str(tmp_path / "lock") in listing
    assert ours.name not in listing
