"""What is done through the running product is seen in its metrics, before and after."""

import re
import socket
from collections.abc import Generator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from kit.certificates import Certificates, make_certificates
from kit.process import Running, a_data_folder, eventually, serving
from triage_warden import __version__

ANYWHERE = "127.0.0.1:0"
SETTINGS = {
    "TW_SYSLOG_TCP": ANYWHERE,
    "TW_SYSLOG_TLS": ANYWHERE,
    "TW_AUDIT_ANCHOR_SECONDS": "1",
    "TW_LEADER_HEARTBEAT_SECONDS": "1",
    "TW_RATE_LIMIT_ADDRESS": "20",
}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return certificates that end in an hour."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def running(certificates: Certificates) -> Generator[Running]:
    """Return a process that takes syslog, too."""
    files = {"TW_SYSLOG_TLS_CERT": str(certificates.cert), "TW_SYSLOG_TLS_KEY": str(certificates.key)}
    with a_data_folder() as folder, serving(folder, environment=SETTINGS | files) as found:
        yield found


def scraped(client: httpx.Client) -> dict[str, float]:
    """Return the values by name and labels, as a scrape has them."""
    samples = [
        sample for family in text_string_to_metric_families(client.get("/metrics").text) for sample in family.samples
    ]
    return {_named(sample.name, sample.labels): sample.value for sample in samples}


def _named(name: str, labels: dict[str, str]) -> str:
    inner = ",".join(f"{key}={value}" for key, value in sorted(labels.items()))
    return f"{name}{{{inner}}}" if inner else name


def test_at_rest_a_process_says_what_it_is(running: Running, certificates: Certificates) -> None:
    """Version and role, who leads, when the record was last looked at, how many connections there are."""
    with running.client() as client:
        eventually(lambda: scraped(client).get("triage_warden_audit_checked_timestamp_seconds", 0) > 0)
        eventually(
            lambda: (
                1.0 in [value for name, value in scraped(client).items() if name.startswith("triage_warden_leader{")]
            )
        )
        now = scraped(client)
    assert now[f"triage_warden_build_info{{role=combined,version={__version__}}}"] == 1
    assert now["triage_warden_db_pool_limit"] > 0
    assert now["triage_warden_db_pool_waiting"] == 0
    assert now["triage_warden_api_keys_expiring"] == now["triage_warden_actions_unknown"] == 0
    assert now["triage_warden_leader_transitions_total"] >= 2  # one for each resource
    assert now["triage_warden_component_healthy{component=database}"] == 1
    ends = now["triage_warden_certificate_expiry_timestamp_seconds{name=syslog}"]
    looked = now["triage_warden_audit_checked_timestamp_seconds"]
    assert 0 < ends - looked < 3600
    assert Path(certificates.cert).exists()


def test_through_a_proxy_nobody_reads_them(running: Running) -> None:
    """Whoever reaches the site does not see its numbers, signed in or not; who asks the process itself does."""
    with running.client() as client:
        refused = client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        assert client.get("/metrics").status_code == 200
    assert refused.status_code == 403
    assert "triage_warden_" not in refused.text
    direct = httpx.get(f"{running.url}/metrics")
    assert direct.status_code == 200


def test_alerts_are_counted_from_the_way_in_to_the_verdict(running: Running) -> None:
    """Accepted, repeated and quarantined; grouped, assessed, and timed."""
    with running.client() as client:
        before = scraped(client)
        for _ in range(2):
            client.post("/api/v1/alerts?source=generic", json=_alert("m-1")).raise_for_status()
        client.post("/webhooks/suricata", content=b'{"no": "suricata"}').raise_for_status()
        eventually(lambda: scraped(client)["triage_warden_incidents_open"] > before["triage_warden_incidents_open"])
        eventually(lambda: _assessed(scraped(client)) > _assessed(before))
        after = scraped(client)
    grown = {name for name, value in after.items() if value > before.get(name, 0)}
    assert {
        "triage_warden_alerts_total{outcome=accepted,source=generic}",
        "triage_warden_alerts_total{outcome=duplicate,source=generic}",
        "triage_warden_alerts_total{outcome=quarantined,source=suricata}",
        "triage_warden_triage_duration_seconds_count",
        "http_requests_total{method=POST,path=/api/v1/alerts,status=202}",
        "http_request_duration_seconds_count{method=POST,path=/api/v1/alerts}",
        "triage_warden_event_loop_lag_seconds_count",
        "triage_warden_schedule_ticks_total{outcome=fired,schedule=heartbeat}",
    } <= grown
    assert all(f"triage_warden_queue_depth{{queue={queue}}}" in after for queue in ("group", "triage", "act"))


def _alert(name: str) -> dict[str, object]:
    return {"title": "Beacon seen", "source_id": name, "observables": [{"type": "hostname", "value": "ws-1"}]}


def _assessed(values: dict[str, float]) -> float:
    return sum(value for name, value in values.items() if name.startswith("triage_warden_incidents_total{"))


def test_syslog_is_counted_by_the_way_it_came(running: Running) -> None:
    """And nothing is lost."""
    urls = [told["url"] for told in running.told if (told.get("url") or "").startswith("syslog+tcp:")]
    port = int(re.findall(r":(\d+)$", urls[0])[0])
    with running.client() as client, socket.create_connection(("127.0.0.1", port)) as sender:
        sender.sendall(b"CEF:0|Example|Firewall|1|100|Port scan|5|src=198.51.100.7 externalId=m-2\n")
        eventually(lambda: scraped(client).get("triage_warden_syslog_messages_total{transport=tcp}", 0) == 1)
        now = scraped(client)
    assert now["triage_warden_syslog_connections{transport=tcp}"] == 1
    assert now["triage_warden_syslog_lost_total{reason=overflow}"] == 0
    assert now["triage_warden_syslog_lost_total{reason=stopped}"] == 0


def test_the_kill_switch_shows_while_it_is_on(running: Running) -> None:
    """And no longer."""
    with running.client() as client:
        seen = [scraped(client)["triage_warden_kill_switch_active"]]
        client.post("/api/v1/kill-switch/engage", json={"reason": "Exercise"}).raise_for_status()
        seen.append(scraped(client)["triage_warden_kill_switch_active"])
        client.post("/api/v1/kill-switch/release", json={"reason": "Exercise is over"}).raise_for_status()
        seen.append(scraped(client)["triage_warden_kill_switch_active"])
    assert seen == [0, 1, 0]


def test_who_is_turned_away_at_the_door_is_counted(running: Running) -> None:
    """A delivery without a credential by its source; too many requests from an address by their limit."""
    with running.client() as client, httpx.Client(base_url=running.url, trust_env=False) as stranger:
        answers = {stranger.post("/webhooks/suricata", content=b"{}").status_code for _ in range(25)}
        now = scraped(client)
    assert answers == {401, 429}
    assert now["triage_warden_webhooks_refused_total{reason=not_signed_in,source=suricata}"] == 20
    assert now["triage_warden_webhooks_refused_total{reason=too_many_requests,source=suricata}"] == 5
    assert now["triage_warden_rate_limited_total{limit=address}"] == 5
