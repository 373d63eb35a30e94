"""What the command line shows a server."""

from pathlib import Path

from triage_warden.wiring.data_folder import data_folder
from triage_warden.wiring.local_key_file import local_key_path, read_local_key
from triage_warden.wiring.settings import Settings


def credential(settings: Settings, *, is_here: bool) -> str | None:
    """Return TW_API_KEY, else the local operator's key; that is shown to a server on this machine and to no other."""
    if settings.api_key:
        return settings.api_key
    return read_local_key(local_key_file(settings)) if is_here else None


def local_key_file(settings: Settings) -> Path:
    """Return where the local operator's key lies, if there is one."""
    return local_key_path(data_folder(settings))
