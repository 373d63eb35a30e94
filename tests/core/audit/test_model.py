"""Tests of what the record holds."""

from kit.alerts import NOON
from kit.audit import ANALYST
from triage_warden.core.audit.model import SYSTEM, AuditObject, recorded


def test_an_entry_says_who_by_which_request_from_where() -> None:
    """What the request brings goes on the record with what the use case says."""
    thing = AuditObject(type="incident", id="i")
    made = recorded(ANALYST, "incident.assign", thing, at=NOON, reason="why", changed=({"a": 1}, {"a": 2}))
    assert (made.actor, made.request_id, made.address) == (ANALYST.actor, "request-1", "192.0.2.7")
    assert (made.before, made.after, made.reason) == ({"a": 1}, {"a": 2}, "why")
    assert SYSTEM.name == "system"
