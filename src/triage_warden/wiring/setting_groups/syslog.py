"""The syslog listeners."""

from dataclasses import dataclass, field
from pathlib import Path

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class SyslogSettings:
    """The syslog listeners."""

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
