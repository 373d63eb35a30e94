"""Wire words for people: `false_positive` is `false positive`."""

from typing import Final

_NAMES: Final = {
    "api_keys": "API keys",
    "bec": "BEC",
    "command_and_control": "command & control",
    "command-and-control": "Command & control",
    "ipv4": "IPv4",
    "ipv6": "IPv6",
    "url": "URL",
    "md5": "MD5",
    "sha1": "SHA-1",
    "sha256": "SHA-256",
    "cve": "CVE",
    "mac": "MAC",
    "asn": "ASN",
}


def spoken(word: object) -> str:
    """Return the word as it is said."""
    text = str(word)
    return _NAMES.get(text, text.replace("_", " ").replace("-", " "))


def percent(share: float | None) -> str:
    """Return `92%`; never 100%, as nothing is certain, unless it is exactly that."""
    if share is None:
        return "–"  # noqa: RUF001  # the dash of an empty cell
    shown = round(share * 100)
    return "99%" if shown == 100 and share < 1 else f"{shown}%"  # noqa: PLR2004  # percent
