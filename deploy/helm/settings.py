"""The program's settings as the chart takes them: some as `config`, some in the Secret, some worked out."""

from dataclasses import fields
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from triage_warden.wiring.setting import About
from triage_warden.wiring.settings import Settings, described, variable_of

WORKED_OUT: Final = frozenset(
    {
        "TW_ENV",
        "TW_ROLE",
        "TW_INSTANCE_ID",
        "TW_BIND_ADDRESS",
        "TW_BASE_URL",
        "TW_MIGRATE",
        "TW_TRUSTED_PROXIES",
        "TW_SOURCES_DIR",
        "TW_AUDIT_ANCHOR",
        "TW_SHUTDOWN_SECONDS",
        "TW_DRAIN_SECONDS",
        "TW_LEADER_LEASE_SECONDS",
        "TW_LEADER_RENEW_SECONDS",
        "TW_LEADER_RETRY_SECONDS",
        "TW_SYSLOG_TLS",
        "TW_SYSLOG_TLS_CERT",
        "TW_SYSLOG_TLS_KEY",
        "TW_SYSLOG_TLS_CLIENT_CA",
    }
)
"""They follow from values of the chart, which would contradict a setting of the same."""
NO_USE: Final = frozenset({"TW_DATA_DIR", "XDG_DATA_HOME"})
"""Where a process keeps what is its own; pods keep nothing."""
REQUIRED: Final = ("TW_ENCRYPTION_KEY", "TW_JWT_SECRET", "TW_SESSION_SECRET")
CONNECTIONS: Final = frozenset(
    {"DATABASE_URL", "DATABASE_PASSWORD", "REDIS_URL", "REDIS_PASSWORD", "REDIS_SENTINEL_PASSWORD"}
)
"""Where they come from depends on whose PostgreSQL and Redis it is."""
FIRST_START: Final = "TW_ADMIN_PASSWORD"


def secret_settings() -> frozenset[str]:
    """Return the variables that no ConfigMap may hold: those that Settings does not show."""
    hidden = {each.name for each in fields(Settings) if not each.repr}
    return frozenset(variable_of(name, about) for name, about in described() if name in hidden)


def optional_secrets() -> list[str]:
    """Return the secrets that a pod takes where the Secret has them."""
    return sorted(secret_settings() - CONNECTIONS - {*REQUIRED, FIRST_START})


def config_schema() -> dict[str, Any]:
    """Return the JSON schema of `config`."""
    hints = get_type_hints(Settings)
    kept = secret_settings() | WORKED_OUT | NO_USE
    properties = {
        variable_of(name, about): {"description": about.text, **_kind(hints[name], about)}
        for name, about in described()
        if variable_of(name, about) not in kept
    }
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _kind(hint: Any, about: About) -> dict[str, Any]:
    if hint is bool:
        return {"enum": [True, False, "true", "false"]}
    if hint is int:
        digits = "^[0-9_]+[kKmMgG]?$" if about.unit == "bytes" else "^[0-9_]+$"
        return {"type": ["integer", "string"], "minimum": about.least, "maximum": about.most, "pattern": digits}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    return {"type": "string"}
