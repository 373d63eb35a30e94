"""When the certificates end that this process has loaded from files; those of the other side are not known here."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import structlog

from triage_warden.observability.metrics import Metrics
from triage_warden.security.certificate_expiry import first_end, last_end
from triage_warden.storage.postgres.url import parse_database_url
from triage_warden.storage.redis.url import parse_redis_url
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings

log = structlog.get_logger(__name__)

End: TypeAlias = Callable[[bytes], datetime]


def show_ends(settings: Settings, url: str, metrics: Metrics) -> None:
    """Set the gauge for each file; one that cannot be read here is told: whoever needs it fails with its own words."""
    for name, (path, end) in _files(settings, url).items():
        try:
            ends_at = end(path.read_bytes())
        except (OSError, ValueError) as error:
            log.warning("certificate_end_unknown", certificate=name, error=type(error).__name__)
            continue
        metrics.certificate_expiry.labels(name).set(ends_at.timestamp())


def _files(settings: Settings, url: str) -> dict[str, tuple[Path, End]]:
    found: dict[str, tuple[Path | str | None, End]] = {}
    if settings.syslog_tls is not None and settings.role is not ServeRole.ORCHESTRATOR:
        found["syslog"] = (settings.syslog_tls_cert, first_end)
        found["syslog_client_ca"] = (settings.syslog_tls_client_ca, last_end)
    database = parse_database_url(url).ssl_files
    found["database_client"] = (database.get("sslcert"), first_end)
    if database.get("sslrootcert") != "system":
        found["database_ca"] = (database.get("sslrootcert"), last_end)
    if settings.redis_url is not None:
        redis = parse_redis_url(settings.redis_url)
        found["redis_client"] = (redis.cert_file, first_end)
        found["redis_ca"] = (redis.ca_file, last_end)
    return {name: (Path(path), end) for name, (path, end) in found.items() if path}
