"""A real Prometheus scrapes a real Triage Warden, and says what it should when things go wrong."""

import time
from collections.abc import Generator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import yaml

from deploy.monitoring.panel import Graph
from deploy.monitoring.panels import ROWS
from kit.deploy.alert_rules import ROOT, rules
from kit.deploy.commands import is_there, target_of
from kit.deploy.helm import render
from kit.deploy.manifests import Manifest
from kit.deploy.prometheus import Prometheus, a_prometheus
from kit.outside_database import OutsideDatabase, an_outside_database
from kit.process import Running, a_data_folder, eventually, serving

pytestmark = pytest.mark.deploy

SCRAPE_TIMEOUT = 10.0
WITHIN = 40.0
"""Seconds for what takes three: a scrape, an evaluation, and a machine whose cores are shared."""


@dataclass
class Installation:
    """Two processes on one database, and a Prometheus."""

    database: OutsideDatabase
    api: Running
    orchestrator: Running
    prometheus: Prometheus

    def fires(self, alert: str) -> None:
        """Wait until an alert fires."""
        eventually(lambda: alert in self.prometheus.firing(), seconds=WITHIN, every=0.2)

    def ends(self, alert: str) -> None:
        """Wait until it no longer does."""
        eventually(lambda: alert not in self.prometheus.firing(), seconds=WITHIN, every=0.2)

    def ask(self, expression: str) -> list[float]:
        """Return the values of an expression."""
        return [float(each["value"][1]) for each in self.prometheus.ask(expression)]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Generator[Installation]:
    """Start all of it; alerts are taken in and assessed."""
    with ExitStack() as stack:
        database = stack.enter_context(an_outside_database())
        folder = stack.enter_context(a_data_folder())
        environment = {"DATABASE_URL": database.url, "TW_RATE_LIMIT_ADDRESS": "0", "TW_BACKUP_WITHIN_HOURS": "0"}
        api = stack.enter_context(serving(folder, "--role", "api", environment=environment))
        orchestrator = stack.enter_context(serving(folder, "--role", "orchestrator", environment=environment))
        targets = {
            "triage-warden-api-x": urlsplit(api.url).netloc,
            "triage-warden-orchestrator-0": urlsplit(orchestrator.url).netloc,
        }
        prometheus = stack.enter_context(a_prometheus(tmp_path_factory.mktemp("prometheus"), rules(), targets))
        found = Installation(database, api, orchestrator, prometheus)
        with api.client() as client:
            for number in range(3):
                alert = {"title": "Beacon seen", "source_id": f"p-{number}", "severity": "high"}
                client.post("/api/v1/alerts?source=generic", json=alert).raise_for_status()
        eventually(lambda: sum(found.ask("triage_warden_incidents_total")) > 0, seconds=WITHIN)
        eventually(lambda: found.ask('sum(up{job="triage-warden"})') == [2], seconds=WITHIN)
        yield found


def test_at_rest_nothing_fires_and_every_rule_is_evaluated(installation: Installation) -> None:
    """One leads, seen under the job that the rules name and beside the labels of the operator."""
    eventually(lambda: installation.ask('sum(triage_warden_leader{job="triage-warden"})') == [1], seconds=WITHIN)
    eventually(lambda: not installation.prometheus.firing(), seconds=WITHIN)
    assert installation.prometheus.sick() == []
    (leader,) = installation.prometheus.ask('triage_warden_leader{job="triage-warden"} == 1')
    assert leader["metric"]["pod"] == "triage-warden-orchestrator-0"
    assert leader["metric"]["exported_instance"]


def test_every_query_of_the_dashboard_is_answered(installation: Installation) -> None:
    """And all have something to show, but those of what does not happen here."""
    time.sleep(3)  # a rate needs two scrapes
    empty: set[str] = set()
    for row in ROWS:
        for panel in row.panels:
            for query in panel.queries if isinstance(panel, Graph) else (panel.query,):
                expression = query.expr.replace("$__rate_interval", "1m").replace("$job", "triage-warden")
                if not installation.prometheus.ask(expression):
                    empty.add(f"{panel.title}: {query.legend}")
    assert empty == {
        "Syslog: {{transport}}",
        "Open syslog connections: {{transport}}",
        "Turned away: webhook {{source}}: {{reason}}",
        "Turned away: rate limit: {{limit}}",
        "Actions that ended: {{action}} {{outcome}}",
        "Requests to connected systems: {{connector}} {{outcome}}",
        "Health of the parts: {{connector}}",
        "Share of requests that fail: 5 minutes",
        "Share of requests that fail: an hour",
        "Newest backup: ",
    }


def test_the_kill_switch_is_told_until_it_is_released(installation: Installation) -> None:
    """By one alert, though both processes report it."""
    with installation.api.client() as client:
        client.post("/api/v1/kill-switch/engage", json={"reason": "Exercise"}).raise_for_status()
        installation.fires("TriageWardenKillSwitchOn")
        assert len(installation.prometheus.ask('ALERTS{alertname="TriageWardenKillSwitchOn"}')) == 1
        client.post("/api/v1/kill-switch/release", json={"reason": "It is over"}).raise_for_status()
    installation.ends("TriageWardenKillSwitchOn")


def test_refused_deliveries_are_told(installation: Installation) -> None:
    """By source and reason."""
    with installation.api.client() as client:
        refused = {"Authorization": "Bearer tw_made_up"}
        assert client.post("/webhooks/github", content=b"{}", headers=refused).status_code == 401
        eventually(lambda: bool(installation.ask("triage_warden_webhooks_refused_total")), seconds=WITHIN)
        for _ in range(30):
            client.post("/webhooks/github", content=b"{}", headers=refused)
    installation.fires("TriageWardenWebhooksRefused")
    (told,) = installation.prometheus.ask('ALERTS{alertname="TriageWardenWebhooksRefused"}')
    assert (told["metric"]["source"], told["metric"]["reason"]) == ("github", "not_signed_in")


def test_a_database_that_says_nothing_does_not_make_scrapes_time_out(installation: Installation) -> None:
    """By default after ten seconds; else a process that runs would look like one that is down."""
    installation.database.freeze()
    try:
        with installation.api.client(timeout=SCRAPE_TIMEOUT) as client:
            scraped = client.get("/metrics")
    finally:
        installation.database.thaw()
    assert 'triage_warden_component_healthy{component="database"} 0.0' in scraped.text
    assert scraped.elapsed.total_seconds() < SCRAPE_TIMEOUT


def test_a_database_that_stops_is_told_and_its_return_too(installation: Installation) -> None:
    """And neither as a kill switch nor as processes that are down, though each finds out by itself."""
    installation.database.stop()
    installation.fires("TriageWardenDatabaseDown")
    assert not installation.prometheus.firing() & {
        "TriageWardenKillSwitchOn",
        "TriageWardenAllDown",
        "TriageWardenDown",
    }
    installation.database.start()
    installation.ends("TriageWardenDatabaseDown")


def test_a_process_that_is_gone_is_told_apart_from_all_that_are(installation: Installation) -> None:
    """One of two is down; nobody leads when it was the orchestrator; then the other goes, too."""
    installation.orchestrator.kill()
    installation.fires("TriageWardenDown")
    installation.fires("TriageWardenNoLeader")
    assert "TriageWardenAllDown" not in installation.prometheus.firing()
    installation.api.kill()
    installation.fires("TriageWardenAllDown")


def _scraped(objects: list[Manifest]) -> list[str]:
    """Return the Deployments and StatefulSets that are scraped, one entry for each Service by which they are."""
    (monitor,) = (each for each in objects if each["kind"] == "ServiceMonitor")
    wanted, ports = monitor["spec"]["selector"]["matchLabels"], {each["port"] for each in monitor["spec"]["endpoints"]}
    found: list[str] = []
    for service in objects:
        if service["kind"] != "Service" or not wanted.items() <= service["metadata"]["labels"].items():
            continue
        if ports & {port["name"] for port in service["spec"]["ports"]}:
            assert service["metadata"]["labels"][monitor["spec"]["jobLabel"]] == "triage-warden"
            for each in objects:
                labels = each.get("spec", {}).get("template", {}).get("metadata", {}).get("labels", {})
                if labels and service["spec"]["selector"].items() <= labels.items():
                    found.append(each["metadata"]["name"])
    return sorted(found)


def test_each_replica_is_scraped_once_and_under_our_job() -> None:
    """Twice would count every request twice; by the chart and by the raw manifests."""
    assert _scraped(render()) == ["triage-warden-api", "triage-warden-orchestrator"]
    folder = ROOT / "deploy" / "kubernetes"
    raw = [each for path in folder.glob("*.yaml") for each in yaml.safe_load_all(path.read_text(encoding="utf-8"))]
    assert _scraped([each for each in raw if each and "metadata" in each]) == ["triage-warden"]
    assert is_there(target_of(["kubectl", "get", "servicemonitor", "triage-warden", "-n", "triage-warden"]), render())
