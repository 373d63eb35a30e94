"""Every setting, read once from the environment; nothing else in the product reads it.

A field's name in upper case behind `TW_` is its variable, unless `variable` says another. Blank means unset.
docs/reference/settings.md, .env.example and this file are one list; tests/architecture/test_settings_parity.py
says so.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal, get_args, get_origin, get_type_hints

from triage_warden.kernel.errors import FieldError, Invalid


class UnreadableSetting(Invalid):
    """A setting cannot be read."""


class Environment(StrEnum):
    """Where it runs: development makes its own secrets, production demands them."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class ServeRole(StrEnum):
    """What a process does: answer requests, work through the queue, or both."""

    COMBINED = "combined"
    API = "api"
    ORCHESTRATOR = "orchestrator"


@dataclass(frozen=True, slots=True)
class About:
    """What a setting is for (one sentence), its variable when not `TW_<NAME>`, an alias, and its bounds."""

    text: str
    variable: str | None = None
    alias: str | None = None
    least: int | None = None
    most: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration of one process."""

    database_url: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "PostgreSQL to use (`postgres://` or `postgresql://`, 14 to 18); unset starts an embedded one.",
                variable="DATABASE_URL",
            ),
        },
    )
    database_max_connections: int = field(
        default=10,
        metadata={
            "about": About(
                "Most database connections one process opens.",
                variable="DATABASE_MAX_CONNECTIONS",
                least=4,
                most=500,
            ),
        },
    )
    data_dir: Path | None = field(
        default=None,
        metadata={
            "about": About("Folder of the embedded database; unset: `triage-warden` in the user's data home."),
        },
    )
    xdg_data_home: Path | None = field(
        default=None,
        metadata={"about": About("The user's data home, by the XDG convention.", variable="XDG_DATA_HOME")},
    )
    sources_dir: Path | None = field(
        default=None,
        metadata={"about": About("Folder of mappings (`*.toml`), each a source of alerts beside the built-in ones.")},
    )
    bind_address: str = field(
        default="0.0.0.0:8080",  # decided in the product's contract; until sign-in exists serve narrows it
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
    syslog_udp: str | None = field(
        default=None,
        metadata={"about": About("Address and port to take syslog on over UDP, `HOST:PORT`; unset: none.")},
    )
    syslog_tcp: str | None = field(
        default=None,
        metadata={"about": About("Address and port to take syslog on over TCP, `HOST:PORT`; unset: none.")},
    )
    syslog_tls: str | None = field(
        default=None,
        metadata={"about": About("Address and port to take syslog on over TLS, `HOST:PORT`; unset: none.")},
    )
    syslog_tls_cert: Path | None = field(
        default=None,
        metadata={"about": About("Certificate chain of the TLS listener, PEM.")},
    )
    syslog_tls_key: Path | None = field(
        default=None,
        metadata={"about": About("Private key of the TLS listener, PEM.")},
    )
    syslog_tls_client_ca: Path | None = field(
        default=None,
        metadata={
            "about": About("Certificates, PEM, one of which must have signed each sender's own; unset: none asked.")
        },
    )
    syslog_source: str | None = field(
        default=None,
        metadata={"about": About("Source of all syslog messages; unset: each is recognised from its bytes.")},
    )
    syslog_message_limit: int = field(
        default=64 * 1024,
        metadata={"about": About("Longest syslog message; the rest is cut.", least=1024, most=1 << 24, unit="bytes")},
    )
    syslog_connections: int = field(
        default=1000,
        metadata={"about": About("Most open syslog connections of each listener.", least=1, most=100_000)},
    )
    syslog_idle_seconds: int = field(
        default=3600,
        metadata={"about": About("A syslog connection silent for longer is closed.", least=10, most=604_800)},
    )


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings, or raise UnreadableSetting naming each bad variable, why, and what would do."""
    hints = get_type_hints(Settings)
    values: dict[str, object] = {}
    errors: list[FieldError] = []
    for name, about in described():
        variable, text = _find(environ, about, name)
        if text is None:
            continue
        try:
            values[name] = _convert(text, hints[name], about)
        except ValueError as error:
            errors.append(FieldError(pointer=variable, detail=f"{variable}: {error}"))
    if errors:
        raise UnreadableSetting(detail="; ".join(error.detail for error in errors), errors=tuple(errors))
    return Settings(**values)  # type: ignore[arg-type]  # each value was converted to its field's own type


def described() -> list[tuple[str, About]]:
    """Return every setting's field name with what it is for, in the order of declaration."""
    return [(each.name, each.metadata["about"]) for each in fields(Settings)]


def variable_of(name: str, about: About) -> str:
    """Return the environment variable of a field."""
    return about.variable or f"TW_{name.upper()}"


def default_of(name: str) -> object:
    """Return the default of a field."""
    default = next(each.default for each in fields(Settings) if each.name == name)
    return None if default is MISSING else default


def _find(environ: Mapping[str, str], about: About, name: str) -> tuple[str, str | None]:
    variable = variable_of(name, about)
    for candidate in (variable, about.alias):
        text = environ.get(candidate, "").strip() if candidate else ""
        if text:
            return candidate or variable, text
    return variable, None


def _convert(text: str, kind: object, about: About) -> object:
    if kind is int:
        return _integer(text, about)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(_one_of(text, [member.value for member in kind]))
    if get_origin(kind) is Literal:
        return _one_of(text, [str(word) for word in get_args(kind)])
    if get_origin(kind) is tuple:
        return tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if Path in get_args(kind):
        return Path(text).expanduser()
    return text


_SUFFIXES: Final = {"k": 1024, "m": 1024**2, "g": 1024**3}


def _integer(text: str, about: About) -> int:
    digits, factor = text.lower().replace("_", ""), 1
    if about.unit == "bytes" and digits[-1:] in _SUFFIXES:
        digits, factor = digits[:-1], _SUFFIXES[digits[-1]]
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(1 << 62)):
        message = f"'{text}' is not a whole number"
        raise ValueError(message)
    number = int(digits) * factor
    if (about.least is not None and number < about.least) or (about.most is not None and number > about.most):
        message = f"{number} is outside {about.least} to {about.most}"
        raise ValueError(message)
    return number


def _one_of(text: str, words: list[str]) -> str:
    if text.lower() not in words:
        message = f"'{text}' is not one of {', '.join(words)}"
        raise ValueError(message)
    return text.lower()
