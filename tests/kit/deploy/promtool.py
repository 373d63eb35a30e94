"""Prometheus' own tools, from Debian's package."""

import subprocess
from pathlib import Path

from kit.deploy.packages import debian


def promtool(*words: str | Path) -> str:
    """Run promtool and return what it says; fails with its words where it refuses."""
    debian("prometheus")
    done = subprocess.run(
        ["promtool", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
