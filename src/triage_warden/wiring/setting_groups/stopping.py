"""How a process ends."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class StoppingSettings:
    """How a process ends."""

    shutdown_seconds: int = field(
        default=25,
        metadata={
            "about": About(
                "Seconds that a stop may take: requests and jobs get most of them to end by themselves, then requests "
                "are cut off and jobs put back for others. Kubernetes kills after 30.",
                least=1,
                most=600,
            ),
        },
    )
    drain_seconds: int = field(
        default=3,
        metadata={
            "about": About(
                "Seconds after SIGTERM during which requests are still answered while `/ready` says no, as load "
                "balancers learn it late; part of the above.",
                least=0,
                most=300,
            ),
        },
    )
