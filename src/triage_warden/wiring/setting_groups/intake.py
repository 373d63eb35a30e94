"""What is taken in, and how it is worked through."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class IntakeSettings:
    """What is taken in, and how it is worked through."""

    request_body_limit: int = field(
        default=10 * 1024 * 1024,
        metadata={"about": About("Largest request body as sent.", least=1024, most=1 << 30, unit="bytes")},
    )
    decompressed_limit: int = field(
        default=64 * 1024 * 1024,
        metadata={"about": About("Largest request body after decompression.", least=1024, most=1 << 32, unit="bytes")},
    )
    request_items_limit: int = field(
        default=5000,
        metadata={"about": About("Most alerts in one request.", least=1, most=1_000_000)},
    )
    backlog_limit: int = field(
        default=100_000,
        metadata={
            "about": About("Alerts that may wait for triage before intake answers 503.", least=1, most=100_000_000),
        },
    )
    own_infrastructure: tuple[str, ...] = field(
        default=(),
        metadata={
            "about": About(
                "Values that never tie alerts together, separated by commas: gateways, proxies, jump hosts, scanners "
                "and service accounts of yours, as addresses, host names, accounts or domains.",
            ),
        },
    )
    worker_concurrency: int = field(
        default=4,
        metadata={"about": About("Incidents triaged side by side in one process.", least=1, most=64)},
    )
    triage_at_once: int = field(
        default=0,
        metadata={
            "about": About(
                "Incidents triaged side by side over all processes; 0: as many as the processes do. All processes "
                "should have the same.",
                least=0,
                most=10_000,
            )
        },
    )
