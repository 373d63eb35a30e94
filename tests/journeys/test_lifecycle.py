"""An incident's life, through HTTP, on the real thing."""

from collections.abc import Generator
from typing import Any

import httpx
import pytest

from kit.process import a_data_folder, eventually, serving


@pytest.fixture(scope="module")
def client() -> Generator[httpx.Client]:
    """Return a client of a running process."""
    with a_data_folder() as folder, serving(folder) as running, running.client() as client:
        yield client


def _send(client: httpx.Client, host: str, number: int, rule: str = "Beacon") -> str:
    """Take an alert in and return its id."""
    answer = client.post(
        "/api/v1/alerts",
        json={
            "title": f"{rule} seen",
            "source_id": f"{host}-{number}",
            "severity": "high",
            "rule": {"name": rule},
            "observables": [{"type": "hostname", "value": host, "role": "target"}],
        },
    )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["alerts"][0]["id"])


def _incident_of(client: httpx.Client, alert: str) -> dict[str, Any]:
    """Return the incident an alert is in, assessed at its present version."""
    found: dict[str, Any] = {}

    def assessed() -> bool:
        incident_id = client.get(f"/api/v1/alerts/{alert}").raise_for_status().json()["incident_id"]
        if incident_id is None:
            return False
        found.update(client.get(f"/api/v1/incidents/{incident_id}").raise_for_status().json())
        return bool(found["assessed_version"] == found["version"])

    eventually(assessed, every=0.05)
    return found


def _do(client: httpx.Client, number: str, verb: str, **body: str) -> httpx.Response:
    return client.post(f"/api/v1/incidents/{number}/{verb}", json=body)


def test_a_resolved_incident_opens_again_when_something_new_happens(client: httpx.Client) -> None:
    """The reopening is counted and stands in the timeline."""
    incident = _incident_of(client, _send(client, "ws-reopen", 1))
    resolved = _do(client, incident["number"], "resolve", disposition="true_positive", reason="Cleaned.")
    assert resolved.status_code == 200, resolved.text
    assert resolved.json()["status"] == "resolved"
    again = _incident_of(client, _send(client, "ws-reopen", 2, rule="Credential dumping"))
    assert again["number"] == incident["number"]
    assert (again["status"], again["reopened"]) == ("open", 1)
    timeline = client.get(f"/api/v1/incidents/{incident['number']}/timeline").json()["items"]
    assert "reopened" in {entry["kind"] for entry in timeline}


def test_what_was_a_false_alarm_and_repeats_is_linked_without_opening(client: httpx.Client) -> None:
    """The same rule on the same host, after a person called it false, does not call again."""
    incident = _incident_of(client, _send(client, "ws-false", 1))
    _do(client, incident["number"], "resolve", disposition="false_positive", reason="Our own scanner.")
    again = _incident_of(client, _send(client, "ws-false", 2))
    assert again["number"] == incident["number"]
    assert (again["status"], again["reopened"], again["alert_count"]) == ("resolved", 0, 2)


def test_a_closed_incident_takes_nothing_in(client: httpx.Client) -> None:
    """What comes later is a new incident."""
    incident = _incident_of(client, _send(client, "ws-closed", 1))
    _do(client, incident["number"], "resolve", disposition="true_positive", reason="Cleaned.")
    assert _do(client, incident["number"], "close", reason="Reviewed.").json()["status"] == "closed"
    later = _incident_of(client, _send(client, "ws-closed", 2))
    assert later["number"] != incident["number"]
    assert client.get(f"/api/v1/incidents/{incident['number']}").json()["alert_count"] == 1


def test_a_step_that_is_not_allowed_is_a_conflict_in_words(client: httpx.Client) -> None:
    """A closed incident cannot be resolved, and a reason is always asked for."""
    incident = _incident_of(client, _send(client, "ws-conflict", 1))
    _do(client, incident["number"], "resolve", disposition="undetermined", reason="No idea.")
    _do(client, incident["number"], "close", reason="Enough.")
    refused = _do(client, incident["number"], "resolve", disposition="true_positive", reason="Late.")
    assert refused.status_code == 409
    assert refused.headers["content-type"].startswith("application/problem+json")
    open_one = _incident_of(client, _send(client, "ws-no-reason", 1))
    assert _do(client, open_one["number"], "resolve", disposition="true_positive", reason=" ").status_code in {400, 422}


def test_somebody_takes_charge(client: httpx.Client) -> None:
    """The assignee is kept and can be filtered by."""
    incident = _incident_of(client, _send(client, "ws-assign", 1))
    assert _do(client, incident["number"], "assign", assignee="tier-2").json()["assignee"] == "tier-2"
    mine = client.get("/api/v1/incidents", params={"assignee": "tier-2"}).json()["items"]
    assert [each["number"] for each in mine] == [incident["number"]]
