"""Received headers: the way the mail says it came, and where the receiving organisation begins."""

import ipaddress
import re

import msgspec

from triage_warden.connectors.mail.headers import ascii_domain
from triage_warden.core.facts.mail.model import Hop
from triage_warden.core.facts.mail.naming import organisation

MAX_HOPS = 60

_FROM = re.compile(r"^\s*from\s+(\S+)", re.IGNORECASE)
_BY = re.compile(r"\bby\s+([^\s;()]+)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\[(](?:IPv6:)?([0-9a-fA-F.:]{3,45})[\])]|\b(\d{1,3}(?:\.\d{1,3}){3})\b")

_ONE_RECEIVER = (
    frozenset({"outlook.com", "office365.com", "microsoft.com", "exchangelabs.com"}),
    frozenset({"google.com", "googlemail.com", "gmail.com"}),
    frozenset({"yahoo.com", "yahoodns.net"}),
    frozenset({"protonmail.ch", "proton.me", "protonmail.com"}),
    frozenset({"icloud.com", "apple.com", "me.com"}),
)
"""Receivers whose own hops go by several names."""


def hops_of(received: list[str]) -> tuple[Hop, ...]:
    """Return the hops from the top, those inside the receiving organisation marked, its boundary the first unmarked."""
    hops: list[Hop] = []
    inside = True
    receiver = ""
    for value in received[:MAX_HOPS]:
        hop = _hop(value)
        receiver = receiver or organisation(hop.by_host)
        inside = inside and _is_internal(hop, receiver)
        hops.append(msgspec.structs.replace(hop, internal=inside))
    return tuple(hops)


def boundary(hops: tuple[Hop, ...]) -> int | None:
    """Return the index of the hop at which the receiving organisation took the mail from outside."""
    return next((index for index, hop in enumerate(hops) if not hop.internal), None)


def same_receiver(one: str, other: str) -> bool:
    """Tell whether two hosts belong to one receiving organisation."""
    left, right = organisation(one), organisation(other)
    return bool(left) and (left == right or any(left in family and right in family for family in _ONE_RECEIVER))


def _hop(value: str) -> Hop:
    text = " ".join(value.split())[:2000]
    by = _BY.search(text)
    before_by = text[: by.start()] if by else text
    sender = _FROM.match(before_by)
    return Hop(
        from_host=ascii_domain(sender.group(1).strip("[]()")) if sender else "",
        from_ip=_address(before_by),
        by_host=ascii_domain(by.group(1)) if by else "",
    )


def _address(text: str) -> str:
    """Return the last address named: what the receiver saw stands after what the sender said (RFC 5321 §4.4)."""
    found = ""
    for match in _ADDRESS.finditer(text):
        try:
            found = str(ipaddress.ip_address(match.group(1) or match.group(2)))
        except ValueError:
            continue
    return found


def _is_internal(hop: Hop, receiver: str) -> bool:
    if not hop.from_host and not hop.from_ip:
        return True
    if hop.from_ip and not ipaddress.ip_address(hop.from_ip).is_global:
        return True
    if not hop.from_ip and "." not in hop.from_host:
        return True
    return same_receiver(hop.from_host, hop.by_host) and same_receiver(hop.by_host, receiver)
