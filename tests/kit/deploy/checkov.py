"""Checkov, in an environment of its own: it wants older versions of much than we do."""

import fcntl
import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from kit.deploy.helm import ROOT, TOOLS

_PINNED: Final = ROOT / "tests" / "deploy" / "checkov.txt"
_FOLDER: Final = TOOLS / "checkov"


class Failed(NamedTuple):
    """A check that something does not meet."""

    check: str
    file: str
    kind: str
    resource: str
    about: str


def failed_checks(files: Mapping[str, str], folder: Path) -> tuple[int, list[Failed]]:
    """Return how many checks passed, and what failed, in Kubernetes manifests by file name."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    words = ["--framework", "kubernetes", "--skip-download", "--compact", "--quiet", "--output", "json"]
    # By the interpreter: the script's first line names the folder of whichever tree it was installed from.
    command = [str(_FOLDER / "bin" / "python"), str(_program()), "--directory", str(folder), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode in {0, 1}, done.stderr
    found = json.loads(done.stdout)
    return found["summary"]["passed"], [_failed(each) for each in found["results"]["failed_checks"]]


def _failed(found: dict[str, str]) -> Failed:
    kind, _, resource = found["resource"].partition(".")
    return Failed(found["check_id"], Path(found["file_path"]).stem, kind, resource, found["check_name"])


@functools.cache
def _program() -> Path:
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mark = _FOLDER / "installed.txt"
        pinned = _PINNED.read_text(encoding="utf-8")
        if not mark.exists() or mark.read_text(encoding="utf-8") != pinned:
            _install()
            mark.write_text(pinned, encoding="utf-8")
    return _FOLDER / "bin" / "checkov"


def _install() -> None:
    shutil.rmtree(_FOLDER, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(_FOLDER)], check=True)
    command = [str(_FOLDER / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    done = subprocess.run([*command, "-r", str(_PINNED)], capture_output=True, text=True, check=False, timeout=280)
    if done.returncode != 0:
        pytest.skip(f"checkov cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
