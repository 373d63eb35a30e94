"""What stands in front of the server."""

from dataclasses import dataclass, field
from typing import Literal

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class ProxySettings:
    """What stands in front of the server."""

    trusted_proxies: tuple[str, ...] = field(
        default=(),
        metadata={
            "about": About(
                "Addresses and networks (CIDR) of your own reverse proxies, separated by commas: only these are "
                "believed when they say for whom they ask. Unset, the address is that of the connection.",
            ),
        },
    )
    trusted_proxy_header: Literal["x-forwarded-for", "forwarded"] = field(
        default="x-forwarded-for",
        metadata={
            "about": About(
                "The header in which they say it, which they must add to or replace: `x-forwarded-for` or `forwarded` "
                "(RFC 7239).",
            ),
        },
    )
