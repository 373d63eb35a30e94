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
    metrics_through_proxies: bool = field(
        default=False,
        metadata={
            "about": About(
                "Whether `/metrics` answers requests that a proxy passes on (`X-Forwarded-For`, `Forwarded`, "
                "`X-Forwarded-Host` or `X-Real-IP`), too. Prometheus asks each process directly and needs it not; "
                "where it is true, whoever reaches the proxy reads the metrics unless the proxy asks who they are.",
            ),
        },
    )
