"""The systems that are connected, to look at and to try."""

import pytest

from kit.clock import FrozenClock
from triage_warden.connector_kit.http.breaker import FAILURES
from triage_warden.connector_kit.probe import Probed
from triage_warden.wiring.connector_desk import NotConnected, ProcessConnectors
from triage_warden.wiring.connectors import connected
from triage_warden.wiring.settings import read_settings

SETTINGS = {
    "TW_SERVICENOW_URL": "https://127.0.0.1:1",
    "TW_SERVICENOW_TOKEN": "made up",
    "TW_SERVICENOW_CALL_SECONDS": "1",
    "TW_ENV": "production",
}


def _ignored(connector: str, outcome: str) -> None:
    del connector, outcome


async def test_what_is_not_connected_is_shown_and_not_asked() -> None:
    """With the page that says how."""
    desk = ProcessConnectors(connected(read_settings({}), FrozenClock(), _ignored), FrozenClock(), "here")
    (shown,) = desk.systems()
    assert (shown.name, shown.configured, shown.verbs) == ("servicenow", False, ("create_ticket",))
    with pytest.raises(NotConnected, match=r"docs/connectors/servicenow\.md"):
        await desk.test("servicenow")


async def test_a_test_goes_through_the_guard() -> None:
    """In production nothing private is asked unless a setting names it, whoever asks for the test."""
    found = connected(read_settings(SETTINGS), FrozenClock(), _ignored)
    desk = ProcessConnectors(found, FrozenClock(), "here")
    try:
        tested = await desk.test("servicenow")
        assert (tested.outcome, tested.instance) == (Probed.FORBIDDEN, "here")
        assert "TW_OUTGOING_PRIVATE_NETWORKS" in tested.says
        assert desk.systems()[0].trouble is None
        for _ in range(FAILURES):
            found.clients["servicenow"].breaker.failed(0.0)
        assert desk.systems()[0].trouble == "servicenow does not answer."
    finally:
        await found.close()
