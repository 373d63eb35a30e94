"""A newcomer types one command and watches alerts become incidents."""

from collections import defaultdict
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from kit.process import Running, a_data_folder, databases_on, eventually, serving
from triage_warden.samples import load

STREAM = load(datetime(2027, 6, 1, 15, 0, tzinfo=UTC))
ACCEPTED = [payload for payload in STREAM if payload.outcome == "accepted"]


@pytest.fixture(scope="module")
def started() -> Generator[Running]:
    """Return a process that has fed the sample stream, and triaged it."""
    with a_data_folder() as folder, serving(folder, "--sample") as running:
        while True:
            fed = running.wait_for("sample")
            if fed["done"] == fed["total"]:
                break
        with running.client() as client:
            eventually(lambda: _all_assessed(client))
        yield running


def _all_assessed(client: httpx.Client) -> bool:
    incidents = _all(client, "/api/v1/incidents")
    grouped = sum(incident["alert_count"] for incident in incidents if incident["merged_into"] is None)
    return grouped >= len(ACCEPTED) and all(
        incident["assessed_version"] == incident["version"] for incident in incidents if not incident["merged_into"]
    )


def _all(client: httpx.Client, path: str, **wanted: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = {**wanted, "limit": "50", **({"cursor": cursor} if cursor else {})}
        page = client.get(path, params=query).raise_for_status().json()
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items


def _by_expected_incident(client: httpx.Client) -> dict[str, list[dict[str, Any]]]:
    """Return the incidents that the sample's alerts went to, by the key that the manifest gives them."""
    found: defaultdict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    incidents = {incident["id"]: incident for incident in _all(client, "/api/v1/incidents")}
    raw = {client.get(f"/api/v1/alerts/{alert['id']}/raw").content: alert for alert in _all(client, "/api/v1/alerts")}
    expected = _expected_by_shape()
    for body, alert in raw.items():
        key = expected[alert["source"], alert["title"], len(body)]
        found[key][alert["incident_id"]] = incidents[alert["incident_id"]]
    return {key: list(each.values()) for key, each in found.items()}


def _expected_by_shape() -> dict[tuple[str, str, int], str]:
    from triage_warden.wiring.catalogue import sources

    parsers = sources()
    return {
        (payload.source, alert.title, len(alert.raw)): payload.incident
        for payload in ACCEPTED
        if payload.incident is not None
        for alert in parsers[payload.source].parser.parse(payload.body)
    }


def test_every_sample_incident_is_one_incident_with_a_verdict_an_analyst_would_accept(started: Running) -> None:
    """What belongs together is together, what does not is apart, and the verdicts hold."""
    accepted = {payload.incident: payload.verdicts for payload in ACCEPTED}
    with started.client() as client:
        found = _by_expected_incident(client)
    assert {key: len(incidents) for key, incidents in found.items()} == dict.fromkeys(found, 1)
    ids = [incidents[0]["id"] for incidents in found.values()]
    assert len(set(ids)) == len(ids)
    wrong = {key: incidents[0]["verdict"] for key, incidents in found.items()}
    assert {key: verdict for key, verdict in wrong.items() if verdict not in accepted[key]} == {}


def test_repeats_were_folded_and_the_broken_payload_waits_with_its_reason(started: Running) -> None:
    """Nothing that was sent is lost, nothing is there twice."""
    repeats = [payload for payload in STREAM if payload.outcome == "duplicate"]
    with started.client() as client:
        alerts = _all(client, "/api/v1/alerts")
        quarantined = _all(client, "/api/v1/quarantine")
    assert len(alerts) == len(ACCEPTED)
    assert sum(alert["count"] for alert in alerts) == len(ACCEPTED) + len(repeats)
    assert [(item["source"], item["code"]) for item in quarantined] == [("suricata", "cannot_parse")]


def test_every_claim_cites_facts_that_exist(started: Running) -> None:
    """Law 6, on what is really served."""
    with started.client() as client:
        for incident in _all(client, "/api/v1/incidents"):
            if incident["merged_into"]:
                continue
            facts = client.get(f"/api/v1/incidents/{incident['number']}/facts").raise_for_status().json()["items"]
            said = {fact["id"]: fact["statement"] for fact in facts}
            current = client.get(f"/api/v1/incidents/{incident['number']}").raise_for_status().json()["assessment"]
            for cited in current["facts"]:
                assert said[cited["id"]] == cited["statement"]


def test_the_pages_show_it_and_the_trace_tells_how(started: Running) -> None:
    """A person sees the incident, its reasons and the steps of its triage."""
    with started.client() as client:
        listing = client.get("/incidents")
        incident = _all(client, "/api/v1/incidents", verdict="malicious")[0]
        page = client.get(f"/incidents/{incident['number']}")
        trace = client.get(f"/api/v1/incidents/{incident['number']}/trace").raise_for_status().json()["items"]
    assert listing.status_code == page.status_code == 200
    assert incident["number"] in listing.text
    assert incident["verdict"] in page.text
    assert {"survey", "assess"} <= {step["step"] for step in trace}


def test_health_says_so(started: Running) -> None:
    """The parts that exist are healthy, those that do not say so."""
    with started.client() as client:
        assert client.get("/live").status_code == 200
        assert client.get("/ready").json()["status"] == "ready"
        health = client.get("/health/detailed").json()
        metrics = client.get("/metrics").text
    assert health["status"] == "healthy"
    assert health["components"]["redis"]["status"] == "disabled"
    assert 'triage_warden_alerts_total{outcome="accepted",source="mail"}' in metrics
    assert "triage_warden_incidents_total{" in metrics


def test_ctrl_c_stops_everything_and_a_second_start_keeps_what_was_there() -> None:
    """No process stays behind; the sample is not fed to a folder that has something."""
    with a_data_folder() as folder:
        with serving(folder) as first, first.client() as client:
            answer = client.post("/api/v1/alerts", json={"title": "Kept", "source_id": "k-1"})
            assert answer.status_code == 202
            assert first.stop() == 0
        assert databases_on(folder) == []
        with serving(folder, "--sample") as second, second.client() as client:
            eventually(lambda: len(_all(client, "/api/v1/incidents")) == 1)
            assert [alert["title"] for alert in _all(client, "/api/v1/alerts")] == ["Kept"]
            assert second.stop() == 0
        assert databases_on(folder) == []


def test_head_is_answered_as_get_without_the_body(started: Running) -> None:
    """Monitors and link checkers ask with HEAD."""
    with started.client() as client:
        asked = client.head("/incidents")
        assert (asked.status_code, asked.content) == (200, b"")
        assert asked.headers["content-type"] == client.get("/incidents").headers["content-type"]
