"""Files, folders and registry keys in one spelling."""

from triage_warden.core.observables.errors import NotAnObservable

HIVES = {
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCU": "HKEY_CURRENT_USER",
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKU": "HKEY_USERS",
    "HKCC": "HKEY_CURRENT_CONFIG",
    "HKPD": "HKEY_PERFORMANCE_DATA",
    "\\REGISTRY\\MACHINE": "HKEY_LOCAL_MACHINE",
    "\\REGISTRY\\USER": "HKEY_USERS",
}
"""Short and kernel spellings of the hives, as PowerShell, Sysmon and EDR products write them."""
_FULL_HIVES = frozenset(HIVES.values())


def file_path(value: str) -> str:
    """Return a path: Windows and UNC ones lower case with single backslashes, all others as written.

    Windows compares names without case, so two spellings are one file; POSIX does not.
    """
    path = value.strip().strip('"')
    if not path or "\0" in path:
        raise NotAnObservable(detail="not a path")
    return _windows(path) if is_windows(path) else path


def file_name(value: str) -> str:
    """Return a name without folders, lower case: mail, Windows and macOS compare names so."""
    name = value.strip().strip('"').lower()
    if not name or "/" in name or "\\" in name or "\0" in name:
        raise NotAnObservable(detail="not a file name")
    return name


def registry_key(value: str) -> str:
    """Return the key under its hive's full name, the rest lower case: the registry compares names without case."""
    key = _single_backslashes(
        value.strip().strip('"').replace("<", "").replace(">", "", 1) if value.strip()[:1] == "<" else value.strip()
    )
    upper = key.upper()
    short = next((name for name in HIVES if upper == name or upper.startswith((name + "\\", name + ":"))), "")
    hive = HIVES.get(short) or upper.partition("\\")[0]
    rest = key[len(short or hive) :].lstrip(":").strip("\\").lower()
    if hive not in _FULL_HIVES:
        raise NotAnObservable(detail="a registry key begins with its hive")
    return f"{hive}\\{rest}" if rest else hive


def last_part(path: str) -> str:
    """Return the file's own name; empty for a folder written with its final separator."""
    separator = "\\" if is_windows(path) else "/"
    return path.rpartition(separator)[2]


def unc_host(path: str) -> str | None:
    r"""Return the server of a normalised `\\server\share` path."""
    return path[2:].partition("\\")[0] if path.startswith("\\\\") and path[2:3] not in ("?", ".") else None


def is_windows(path: str) -> bool:
    """Whether the path is a drive's, a share's, relative to a variable, or written with backslashes."""
    return "\\" in path or (path[1:3] == ":/" and path[0].isalpha())


def is_absolute(path: str) -> bool:
    """Whether the path begins at a root: a drive, a share, a variable, `/` or `~`."""
    drive = path[1:2] == ":" and path[:1].isalpha() and path[2:3] in ("\\", "/")
    return drive or (path.startswith(("\\\\", "/", "~/", "%")) and len(path) > 1 and ("/" in path or "\\" in path))


def _windows(path: str) -> str:
    path = path.replace("/", "\\").lower()
    share = path.startswith("\\\\")
    path = _single_backslashes(path)
    for prefix in ("\\?\\unc\\", "\\??\\unc\\"):
        if path.startswith(prefix):
            return "\\\\" + path[len(prefix) :]
    for prefix in ("\\?\\", "\\??\\"):
        path = path.removeprefix(prefix)
    return "\\" + path if share and path.startswith("\\") else path


def _single_backslashes(path: str) -> str:
    while "\\\\" in path:
        path = path.replace("\\\\", "\\")
    return path
