"""What is asked outside."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class OutgoingSettings:
    """What is asked outside."""

    outgoing_private_networks: tuple[str, ...] = field(
        default=(),
        metadata={
            "about": About(
                "Private networks (CIDR) or addresses of yours, separated by commas, in which connectors and the "
                "identity provider may be. Unset: none in production, this machine alone in development.",
            ),
        },
    )
