"""What can be looked at without a database: secrets and the disk."""

import os
import shutil
from pathlib import Path
from typing import Final

from triage_warden.kernel.errors import TriageError
from triage_warden.wiring.checkup.finding import Found, fine, notice, wrong
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.settings import Settings

LEAST_FREE: Final = 200 << 20
"""Bytes below which PostgreSQL's own log may not find room."""
SCANT: Final = 2 << 30


def look_at_secrets(settings: Settings) -> Found:
    """Check that they are there and strong enough, without making any."""
    variables = ("encryption_key", "jwt_secret", "session_secret")
    unset = [f"TW_{name.upper()}" for name in variables if getattr(settings, name) is None]
    try:
        found = secrets_of(settings)
    except TriageError as error:
        return wrong("secrets", error.detail, "Set it; see docs/reference/settings.md.")
    if len(found.encryption) > 1:
        return notice(
            "secrets",
            f"TW_ENCRYPTION_KEY lists {len(found.encryption)} keys: a rotation is under way.",
            "Run `triage-warden keys rotate`, then leave only the first.",
        )
    return fine("secrets", f"Strong enough; from the data folder: {', '.join(unset) or 'none'}.")


def look_at_disk(folder: Path) -> Found:
    """Check that the data folder can be written and has room."""
    there = next(each for each in (folder, *folder.parents) if each.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        return wrong("disk", f"{there} cannot be written.", "Let this account write it, or set TW_DATA_DIR.")
    free = shutil.disk_usage(there).free
    text = f"{free / (1 << 30):.1f} GiB are free where {folder} is."
    if free < LEAST_FREE:
        return wrong("disk", text, "Free some space, or set TW_DATA_DIR elsewhere.")
    return notice("disk", text, "Free some space before it is full.") if free < SCANT else fine("disk", text)
