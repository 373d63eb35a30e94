"""Passwords that come beside a URL, put into it.

A URL is composed where it is deployed, out of parts that nobody encodes; a password out of a Secret may hold any signs.
"""

from urllib.parse import quote


def with_password(url: str | None, password: str | None) -> str | None:
    """Return the URL with the password where it has none; what is no URL is returned as it is, for others to refuse."""
    scheme, separator, rest = (url or "").partition("://")
    if not password or not separator:
        return url
    end = min((found for sign in "/?#" if (found := rest.find(sign)) >= 0), default=len(rest))
    credentials, _, hosts = rest[:end].rpartition("@")
    user, _, given = credentials.partition(":")
    if given:
        return url
    return f"{scheme}://{user}:{quote(password, safe='')}@{hosts}{rest[end:]}"


def with_sentinel_password(url: str | None, password: str | None) -> str | None:
    """Return the URL with the Sentinels' own password where it names Sentinels and has none."""
    scheme = (url or "").partition("://")[0].lower()
    if url is None or not password or not scheme.endswith("+sentinel") or "sentinel_password=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}sentinel_password={quote(password, safe='')}"
