"""How often somebody may ask."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class RateSettings:
    """How often somebody may ask."""

    rate_limit_caller: int = field(
        default=60_000,
        metadata={
            "about": About(
                "Requests in a minute by one key or person; 0: any number. With REDIS_URL to all replicas together, "
                "without to each of them.",
                least=0,
                most=100_000_000,
            ),
        },
    )
    rate_limit_address: int = field(
        default=1_200,
        metadata={
            "about": About(
                "Requests in a minute from one address (IPv6: /64) by nobody known; 0: any number. "
                "Behind a proxy set TW_TRUSTED_PROXIES, else all share the proxy's.",
                least=0,
                most=100_000_000,
            ),
        },
    )
    rate_limit_source: int = field(
        default=60_000,
        metadata={
            "about": About(
                "Requests in a minute that bring alerts of one source (of one tenant), over HTTP; 0: any number.",
                least=0,
                most=100_000_000,
            ),
        },
    )
