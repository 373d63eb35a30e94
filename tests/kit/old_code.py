"""The code as it was before the last migration came, out of the repository's own history."""

import io
import re
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from triage_warden.storage.postgres.migrations.revisions import HEAD

ROOT: Final = Path(__file__).parents[2]
_REVISIONS: Final = "src/triage_warden/storage/postgres/migrations/revisions.py"


@dataclass(frozen=True)
class OldCode:
    """A commit, unpacked."""

    commit: str
    revisions: list[str]
    folder: Path

    @property
    def knows_newer_schemas(self) -> bool:
        """Return whether it can tell a newer schema that bears it from one that does not."""
        return "0007_compatibility" in self.revisions


def last_commit_before_the_schema() -> str | None:
    """Return the last commit whose last revision is not today's; None where there is no history to look at."""
    if _head_at("HEAD") not in {HEAD, None}:
        return _git("rev-parse", "HEAD")  # the migration is not committed yet
    brought_it = None
    for commit in (_git("rev-list", "HEAD", "--", _REVISIONS) or "").split():
        if _head_at(commit) != HEAD:
            break
        brought_it = commit
    before = _git("rev-parse", "--verify", "--quiet", f"{brought_it}^") if brought_it else None
    return before if before and _head_at(before) else None


def unpacked(commit: str, folder: Path) -> OldCode:
    """Lay a commit's code and tests out in a folder."""
    archive = subprocess.run(
        ["git", "-C", ROOT, "archive", commit, "src", "tests", "pyproject.toml"], capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")
    return OldCode(commit, _revisions_in((folder / _REVISIONS).read_text(encoding="utf-8")), folder)


def _head_at(commit: str) -> str | None:
    text = _git("show", f"{commit}:{_REVISIONS}")
    return _revisions_in(text)[-1] if text else None


def _revisions_in(text: str) -> list[str]:
    return re.findall(r'"(\d{4}_\w+)"', text)


def _git(*arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", ROOT, *arguments], capture_output=True, check=False, text=True)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
