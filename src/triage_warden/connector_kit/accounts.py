"""One account, one value, from the name, domain and host that a log line gives."""

from typing import Final

_EVERYWHERE: Final = frozenset(
    {"root", "admin", "administrator", "administrateur", "guest", "user", "test", "daemon", "nobody", "www-data"}
    | {"apache", "nginx", "postgres", "mysql", "oracle", "ubuntu", "ec2-user", "pi", "ftp", "backup", "defaultaccount"},
)
"""Names that most machines have: the same name on two hosts is two accounts, so these are told apart by host."""
_NOBODY: Final = frozenset({"", "-", "n/a", "na", "none", "null", "unknown", "(null)", "<unknown>", "system"})
_BUILT_IN: Final = frozenset({"nt authority", "nt service", "autorite nt", "builtin", "window manager", "local"})
_DIRECTORY_LIMIT: Final = 256


def account(name: str, *, domain: str = "", host: str = "") -> str:
    r"""Return `user@domain`, `domain\user` or the bare name in lower case; empty where nobody is named.

    `DOMAIN\user` in `name` goes before `domain`. Machine accounts and the system's own name nobody.
    """
    written = name.strip().strip('"').lower()
    if len(written) > _DIRECTORY_LIMIT:
        return ""
    if "@" in written:
        return written
    prefix, _, bare = written.rpartition("\\")
    place = prefix.strip("\\") or domain.strip().lower()
    if bare in _NOBODY or place in _BUILT_IN or bare.endswith("$"):
        return ""
    if not place and bare in _EVERYWHERE:
        place = host.strip().lower()
    if place in _NOBODY:
        return bare
    return f"{bare}@{place}" if "." in place and not place.replace(".", "").isdigit() else f"{place}\\{bare}"
