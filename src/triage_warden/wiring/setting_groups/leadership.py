"""Which of several processes does the work that is done once."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class LeadershipSettings:
    """Which of several processes does the work that is done once."""

    redis_url: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Redis that elects the leader and counts requests for rate limits: "
                "`redis://[user:password@]host:6379/0`, `rediss://…` with TLS, or "
                "`redis+sentinel://[user:password@]host1:26379,host2:26379/mymaster/0`; unset: PostgreSQL elects, "
                "and each process counts for itself.",
                variable="REDIS_URL",
            ),
        },
    )
    redis_password: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Password for REDIS_URL, where that holds none; any signs may be in it, as they are.",
                variable="REDIS_PASSWORD",
            ),
        },
    )
    redis_sentinel_password: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "The Sentinels' own password, where REDIS_URL names Sentinels and holds none for them.",
                variable="REDIS_SENTINEL_PASSWORD",
            ),
        },
    )
    leader_lease_seconds: int = field(
        default=15,
        metadata={"about": About("Nobody else leads for this long after a leader's last sign.", least=2, most=3600)},
    )
    leader_renew_seconds: int = field(
        default=10,
        metadata={
            "about": About(
                "A leader that could not renew its lease for this long stops by itself; less than the lease.",
                variable="TW_LEADER_RENEW_SECONDS",
                least=1,
                most=3600,
            ),
        },
    )
    leader_retry_seconds: int = field(
        default=2,
        metadata={"about": About("Between two tries to lead, or to renew; less than that.", least=1, most=3600)},
    )
    leader_heartbeat_seconds: int = field(
        default=10,
        metadata={"about": About("How often the leader writes down that it leads.", least=1, most=3600)},
    )
