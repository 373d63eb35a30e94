"""A process whose Redis speaks TLS alone: it elects and counts there, or says why it does not."""

from pathlib import Path

import httpx

from kit.certificates import make_certificates
from kit.process import Running, a_data_folder, eventually, serving
from kit.redis_tls import a_redis_over_tls


def test_it_leads_and_counts_over_tls_with_a_certificate_of_its_own(tmp_path: Path) -> None:
    """The password beside the URL, as the chart has it."""
    with (
        a_redis_over_tls(make_certificates(tmp_path), asks_for_certificates=True) as redis,
        a_data_folder() as folder,
        serving(folder, environment={"REDIS_URL": redis.url(certificate=True)}) as running,
    ):
        eventually(lambda: _elector(running.url)["is_leader"])
        assert _elector(running.url)["backend"] == "redis"
        eventually(lambda: _counts_together(running))
        metrics = httpx.get(f"{running.url}/metrics").text
    assert "triage_warden_rate_limits_shared 1.0" in metrics
    assert 'triage_warden_certificate_expiry_timestamp_seconds{name="redis_client"}' in metrics


def test_it_says_that_it_does_not_believe_the_certificate(tmp_path: Path) -> None:
    """Nobody leads then; alerts are taken in all the same."""
    (tmp_path / "others").mkdir()
    others = make_certificates(tmp_path / "others")
    with (
        a_redis_over_tls(make_certificates(tmp_path)) as redis,
        a_data_folder() as folder,
        serving(folder, environment={"REDIS_URL": redis.url(authority=others.ca)}) as running,
    ):
        with running.client() as client:
            assert client.post("/api/v1/alerts", json={"title": "Taken in"}).status_code == 202
        health = httpx.get(f"{running.url}/health/detailed").json()
        assert health["components"]["redis"]["status"] != "healthy"
        assert not _elector(running.url)["is_leader"]
        eventually(lambda: "Redis shows a certificate" in _log_of(running))


def _counts_together(running: Running) -> bool:
    """Ask something that counts, and see how Redis is."""
    with running.client() as client:
        client.get("/api/v1/auth/me")
        health = client.get("/health/detailed").json()
    return str(health["components"]["redis"]["status"]) == "healthy"


def _log_of(running: Running) -> str:
    assert running.log is not None
    return running.log.read_text(encoding="utf-8")


def _elector(url: str) -> dict[str, object]:
    found: dict[str, object] = httpx.get(f"{url}/health/detailed").json()["components"]["leader_elector"]
    return found
