"""Where an installation keeps its data when nobody says."""

from pathlib import Path


def data_home(home: Path, *, xdg_data_home: str | None, root: bool) -> Path:
    """Return the data folder: `$XDG_DATA_HOME/triage-warden`, or `/var/lib/triage-warden` for root.

    Root's own data home stands behind a folder that is 0700, and the server, which refuses to run as root, could
    not reach it; opening root's home for that would be worse. XDG asks for absolute paths, others are ignored.
    """
    if root:
        return Path("/var/lib/triage-warden")
    if xdg_data_home and Path(xdg_data_home).is_absolute():
        return Path(xdg_data_home) / "triage-warden"
    return home / ".local" / "share" / "triage-warden"
