"""Where the local operator's key lies; light, because the command line reads it at every start."""

from pathlib import Path


def local_key_path(folder: Path) -> Path:
    """Return the file below the data folder."""
    return folder / "secrets" / "operator.key"


def read_local_key(path: Path) -> str | None:
    """Return the key, or None where there is none that this account may read."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return text or None
