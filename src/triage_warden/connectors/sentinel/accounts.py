"""One person, one value: the names of an account, the surest first.

A product that saw a sign-in knows the directory's object id, one on the host the SID, one at the mailbox the principal
name. Every name that is globally unique is kept, so that alerts which share only one of them still meet.
"""

import re
from typing import Final

from triage_warden.connector_kit.fields import first_text, text
from triage_warden.connectors.sentinel.graph import Node

_PERSONAL_SID: Final = re.compile(r"S-1-(?:5-21|12-1)-[\d-]+")
"""Domain and Entra accounts. Every other SID (`S-1-5-18`, SYSTEM) is the same on every machine and names nobody."""
_BUILT_IN_DOMAINS: Final = frozenset({"nt authority", "nt service", "builtin", "window manager", "font driver host"})
_NO_GUID: Final = "00000000-0000-0000-0000-000000000000"


def account_names(account: Node) -> list[str]:
    """Return the values that name the account, the principal name first; none for the system's own accounts."""
    domain = first_text(account, "NTDomain", "DomainName")
    if domain.lower() in _BUILT_IN_DOMAINS:
        return []
    directory = text(account, "AadUserId").lower()
    sid = text(account, "Sid").upper()
    names = [
        _principal(account, domain),
        f"aad:{directory}" if directory and directory != _NO_GUID else "",
        f"sid:{sid.lower()}" if _PERSONAL_SID.fullmatch(sid) else "",
    ]
    return [name for name in names if name]


def _principal(account: Node, domain: str) -> str:
    r"""Return `name@domain` where any field gives it, else `DOMAIN\name`; empty for a name that any domain may have.

    `Name` may be a display name (Defender for Cloud Apps writes it so), therefore AccountName goes before it and
    a name with blanks is none.
    """
    whole = text(account, "UserPrincipalName")
    if "@" in whole:
        return whole.lower()
    name = first_text(account, "AccountName", "Name")
    if not name or " " in name:
        return ""
    if "@" in name:
        return name.lower()
    suffix = text(account, "UPNSuffix") or text(account, "DnsDomain") or (domain if "." in domain else "")
    if suffix:
        return f"{name}@{suffix}".lower()
    return f"{domain}\\{name}".lower() if domain else ""
