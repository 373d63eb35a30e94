"""Names of hosts and organisations, as far as a mail's own bytes tell."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

from triage_warden.core.observables.psl import is_icann_suffix, is_top_level, registered_domain

_HOST_LIKE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})(?=$|[/:?#\s])", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def organisation(host: str) -> str:
    """Return the domain that somebody registered (`a.b.example.co.uk` → `example.co.uk`); empty where none is.

    Customers of a hosting platform are parties of their own; the platform's own name is its own.
    """
    name = host.strip(".").lower()
    if not name or not is_top_level(name.rpartition(".")[2]):
        return ""
    return registered_domain(name) or ("" if is_icann_suffix(name) else name)


@lru_cache(maxsize=20_000)
def owner_label(host: str) -> str:
    """Return the registered domain's own label (`example` of `a.example.co.uk`)."""
    return organisation(host).partition(".")[0]


@lru_cache(maxsize=20_000)
def split(url: str) -> SplitResult | None:
    """Return the URL's parts; None where it has no readable form."""
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts


def host_of(url: str) -> str:
    """Return the host that a URL leads to, in lower case; empty for none."""
    parts = split(url)
    return (parts.hostname or "").strip(".") if parts else ""


def is_address(host: str) -> bool:
    """Tell whether the host is an IP address, also in the number forms that browsers take (`0x7f.1`, `2130706433`)."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host))
    return True


def host_shown(text: str) -> str:
    """Return the host that a link's own text names; empty where it names none."""
    match = _HOST_LIKE.match(text.strip())
    return match.group(1).lower() if match and organisation(match.group(1)) else ""


def same_organisation(one: str, other: str) -> bool:
    """Tell whether two hosts stand under one registered domain."""
    owner = organisation(one)
    return bool(owner) and owner == organisation(other)
