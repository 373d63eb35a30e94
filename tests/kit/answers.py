"""Answers of the HTTP API, as the contract has them."""

INCIDENT_ID = "0190f3a1-0000-7000-8000-000000000001"
ALERT_ID = "0190f3a1-0000-7000-8000-0000000000a1"
FACT_ID = "f-0123456789abcdef"


def an_incident_answer(**changes: object) -> dict[str, object]:
    """Return an incident as `/api/v1/incidents` lists it."""
    return {
        "id": INCIDENT_ID,
        "number": "INC-2026-000007",
        "title": "Password guessing [red]that\x1b[31m succeeded",
        "status": "open",
        "severity": "high",
        "verdict": "malicious",
        "confidence": 0.93,
        "category": "credential_access",
        "alert_count": 1,
        "sources": ["wazuh"],
        "entities": [{"type": "hostname", "value": "web-01", "role": "target"}],
        "first_alert_at": "2026-03-02T08:00:00Z",
        "last_alert_at": "2026-03-02T08:10:00Z",
        "created_at": "2026-03-02T08:00:01Z",
        "updated_at": "2026-03-02T08:10:01Z",
        "version": 2,
        "assessed_version": 2,
        "assignee": None,
        "reopened": 0,
        "disposition": None,
        "resolution_reason": None,
        "merged_into": None,
        **changes,
    }


def an_alert_answer(**changes: object) -> dict[str, object]:
    """Return an alert as `/api/v1/alerts` lists it."""
    return {
        "id": ALERT_ID,
        "source": "wazuh",
        "source_id": "1772.1",
        "rule": {"id": "40112", "name": "Many failures, then a login"},
        "title": "Many failed logins followed by a successful one",
        "description": "sshd",
        "severity": "high",
        "occurred_at": "2026-03-02T08:10:00Z",
        "received_at": "2026-03-02T08:10:01Z",
        "attack": [{"technique": "T1110", "tactic": "credential-access"}],
        "observables": [{"type": "ipv4", "value": "198.51.100.77", "role": "actor", "traits": ["documentation"]}],
        "attributes": {"category": "sshd"},
        "fingerprint": "wazuh/1:00",
        "count": 3,
        "last_seen_at": "2026-03-02T08:10:01Z",
        "incident_id": INCIDENT_ID,
        **changes,
    }


def an_assessment_answer() -> dict[str, object]:
    """Return the assessment of the incident above."""
    return {
        "verdict": "malicious",
        "confidence": 0.93,
        "category": "credential_access",
        "severity": "high",
        "attack": [{"technique": "T1110", "tactic": "credential-access"}],
        "facts": [
            {"id": "f-1111111111111111", "statement": "The address is not known to be harmless.", "weight": 0.4},
            {"id": FACT_ID, "statement": "A login succeeded after many failures.", "weight": 3.2},
            {"id": "f-2222222222222222", "statement": "The host is under maintenance.", "weight": -0.8},
        ],
        "summary": f"Somebody guessed the password [{FACT_ID}].",
        "recommended_actions": [{"action": "isolate_host", "target": "web-01", "reason": "It was entered."}],
        "analyst": "rules",
        "assessed_at": "2026-03-02T08:10:02Z",
    }
