"""How a process shows itself."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from triage_warden.wiring.setting import About


class Environment(StrEnum):
    """Where it runs: development makes its own secrets, production demands them."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ServeRole(StrEnum):
    """What a process does: answer requests, work through the queue, or both."""

    COMBINED = "combined"
    API = "api"
    ORCHESTRATOR = "orchestrator"


@dataclass(frozen=True, kw_only=True)
class ServingSettings:
    """How a process shows itself."""

    bind_address: str = field(
        default="0.0.0.0:8080",
        metadata={"about": About("Address and port to listen on, `HOST:PORT` or `[IPv6]:PORT`.")},
    )
    base_url: str = field(
        default="http://127.0.0.1:8080",
        metadata={"about": About("Where people and programs reach this installation.")},
    )
    env: Environment = field(
        default=Environment.DEVELOPMENT,
        metadata={"about": About("`development` or `production`.")},
    )
    role: ServeRole = field(
        default=ServeRole.COMBINED,
        metadata={"about": About("What `serve` does: `combined`, `api` or `orchestrator`.")},
    )
    instance_id: str | None = field(
        default=None,
        metadata={"about": About("Name of this process in health and logs; unset: host name and process number.")},
    )
    log_level: str = field(
        default="info",
        metadata={
            "about": About(
                "Level, and levels for parts: `info,triage_warden.web=debug`.",
                alias="RUST_LOG",
            ),
        },
    )
    log_format: Literal["json", "pretty"] = field(
        default="pretty",
        metadata={"about": About("`json` for machines or `pretty` for people.")},
    )
