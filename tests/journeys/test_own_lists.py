"""What people put on the company's own lists changes verdicts, through HTTP, on the real thing."""

from typing import Any

import httpx

from kit.process import a_data_folder, eventually, serving


def test_what_is_denied_weighs_in_what_comes_afterwards() -> None:
    """The fact quotes the reason; what is removed counts no longer."""
    with a_data_folder() as folder, serving(folder) as running, running.client() as client:
        before = _verdict(client, "ws-before")
        denied = {"value": "Updates[.]Example.COM", "kind": "deny", "reason": "seen in a phish"}
        entry = client.post("/api/v1/lists", json=denied)
        assert entry.status_code == 201, entry.text
        during = _verdict(client, "ws-during")
        client.delete(f"/api/v1/lists/{entry.json()['id']}").raise_for_status()
        after = _verdict(client, "ws-after")
    assert before["verdict"] != "malicious"
    assert during["verdict"] == "malicious"
    assert "seen in a phish" in str(during)
    assert after["verdict"] == before["verdict"]
    assert "seen in a phish" not in str(after)


def _verdict(client: httpx.Client, host: str) -> dict[str, Any]:
    """Take in an alert of a host that asked for the domain, and return its incident's assessment."""
    alert = {
        "title": f"Unusual request by {host}",
        "source_id": host,
        "severity": "medium",
        "rule": {"name": f"Unusual request {host}"},
        "observables": [
            {"type": "hostname", "value": host, "role": "target"},
            {"type": "domain", "value": "updates.example.com", "role": "destination"},
        ],
    }
    taken = client.post("/api/v1/alerts", json=alert).raise_for_status().json()["alerts"][0]["id"]
    found: dict[str, Any] = {}

    def assessed() -> bool:
        incident = client.get(f"/api/v1/alerts/{taken}").raise_for_status().json()["incident_id"]
        if incident is None:
            return False
        found.update(client.get(f"/api/v1/incidents/{incident}").raise_for_status().json())
        return bool(found["assessed_version"] == found["version"])

    eventually(assessed, every=0.05)
    return found
