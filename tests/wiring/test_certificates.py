"""When the certificates end that a process has loaded."""

from dataclasses import replace
from pathlib import Path

from structlog.testing import capture_logs

from kit.certificates import make_certificates
from triage_warden.observability.metrics import Metrics
from triage_warden.security.certificate_expiry import first_end
from triage_warden.wiring.certificates import show_ends
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings

URL = "postgresql://triage_warden@db.example.com/triage_warden"
_NAMES = ("syslog", "syslog_client_ca", "database_client", "database_ca", "redis_client", "redis_ca")


def _shown(settings: Settings, url: str = URL) -> dict[str, float]:
    metrics = Metrics()
    show_ends(settings, url, metrics)
    read = metrics.registry.get_sample_value
    found = {name: read("triage_warden_certificate_expiry_timestamp_seconds", {"name": name}) for name in _NAMES}
    return {name: value for name, value in found.items() if value is not None}


def test_every_file_that_is_named_is_shown(tmp_path: Path) -> None:
    """Ours that we show, and the authorities that we believe."""
    made = make_certificates(tmp_path)
    settings = Settings(
        syslog_tls="127.0.0.1:6514",
        syslog_tls_cert=made.cert,
        syslog_tls_key=made.key,
        syslog_tls_client_ca=made.ca,
        redis_url=f"rediss://redis.example.com?ssl_ca_certs={made.ca}&ssl_certfile={made.cert}&ssl_keyfile={made.key}",
    )
    tls = f"{URL}?sslmode=verify-full&sslrootcert={made.ca}&sslcert={made.cert}&sslkey={made.key}"
    ends, authority = (first_end(path.read_bytes()).timestamp() for path in (made.cert, made.ca))
    everything = {
        "syslog": ends,
        "syslog_client_ca": authority,
        "database_client": ends,
        "database_ca": authority,
        "redis_client": ends,
        "redis_ca": authority,
    }
    assert _shown(settings, tls) == everything
    listening_elsewhere = replace(settings, role=ServeRole.ORCHESTRATOR)
    assert set(_shown(listening_elsewhere)) == {"redis_client", "redis_ca"}


def test_nothing_is_shown_where_nothing_is_named() -> None:
    """No series is made up; the machine's own list of authorities is its owner's business."""
    assert _shown(Settings()) == {}
    assert _shown(Settings(), f"{URL}?sslmode=verify-full&sslrootcert=system") == {}


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(tmp_path: Path) -> None:
    """Whoever needs it fails with words of its own."""
    settings = Settings(redis_url=f"rediss://redis.example.com?ssl_ca_certs={tmp_path / 'gone.pem'}")
    with capture_logs() as logs:
        assert _shown(settings) == {}
    assert [(each["event"], each["certificate"]) for each in logs] == [("certificate_end_unknown", "redis_ca")]
