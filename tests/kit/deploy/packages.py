"""Debian's packages, installed once for each machine by the tests that need them."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

_LOCK = Path("/var/lock/triage-warden-tests-apt.lock")
_POLICY = Path("/usr/sbin/policy-rc.d")
_WITHIN = 600.0
"""Seconds for one call of apt-get; mirrors are slow at times."""


def debian(*names: str) -> None:
    """Install packages that are not installed yet; skip the test, saying why, where that cannot be done.

    What should have been installed and was not is a failure: a mirror that is down must not look like a pass.
    """
    if _installed(names):
        return
    if reason := _why_not():
        pytest.skip(f"needs Debian's {' '.join(names)}, and {reason}")
    with _alone():
        if not _installed(names):
            _install(names)


def _why_not() -> str:
    if shutil.which("apt-get") is None:
        return "there is no apt-get here"
    return "" if os.geteuid() == 0 else "only root may install them"


def _installed(names: tuple[str, ...]) -> bool:
    if shutil.which("dpkg-query") is None:
        return False
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Abbrev}\n", *names], capture_output=True, text=True, check=False
    )
    return asked.returncode == 0 and all(line.startswith("ii") for line in asked.stdout.splitlines())


def _install(names: tuple[str, ...]) -> None:
    with _nothing_started():
        if _apt("install", *names).returncode != 0:  # the lists are missing or name versions that the mirror dropped
            _apt("update")
            done = _apt("install", *names)
            assert done.returncode == 0, f"apt-get install {' '.join(names)}:\n{done.stdout[-3000:]}"


def _apt(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["apt-get", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", *words],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},  # noqa: TID251  # apt-get's own environment
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=_WITHIN,
        check=False,
    )


@contextmanager
def _alone() -> Generator[None]:
    with _LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _nothing_started() -> Generator[None]:
    """Keep packages from starting their servers (Debian Policy 9.3.3): none is ours to leave behind."""
    ours = not _POLICY.exists()
    if ours:
        _POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
        _POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            _POLICY.unlink(missing_ok=True)
