"""What the settings name is connected."""

import pytest

from kit.clock import FrozenClock
from triage_warden.connector_kit.http.breaker import FAILURES
from triage_warden.connectors.servicenow.settings import UnusableServiceNow
from triage_warden.wiring.connectors import connected
from triage_warden.wiring.outgoing import BadPrivateNetworks
from triage_warden.wiring.settings import read_settings

SERVICENOW = {
    "TW_SERVICENOW_URL": "https://example.service-now.com",
    "TW_SERVICENOW_USER": "triage",
    "TW_SERVICENOW_PASSWORD": "made up",
}


def _ignored(connector: str, outcome: str) -> None:
    del connector, outcome


def test_nothing_is_connected_unless_it_is_named() -> None:
    """Blank is unset."""
    assert connected(read_settings({}), FrozenClock(), _ignored).systems.connectors() == {}


async def test_servicenow_makes_tickets() -> None:
    """And its troubles are told."""
    found = connected(read_settings(SERVICENOW), FrozenClock(), _ignored)
    assert found.systems.connectors() == {"create_ticket": "servicenow"}
    assert found.troubles() == []
    for _ in range(FAILURES):
        found.clients["servicenow"].breaker.failed(0.0)
    assert found.troubles() == ["servicenow does not answer."]
    await found.close()


def test_networks_that_cannot_be_read_stop_the_start_too() -> None:
    """Also where nothing is connected that would ask for them."""
    with pytest.raises(BadPrivateNetworks, match="TW_OUTGOING_PRIVATE_NETWORKS"):
        connected(read_settings({"TW_OUTGOING_PRIVATE_NETWORKS": "inside"}), FrozenClock(), _ignored)


def test_settings_that_cannot_work_stop_the_start() -> None:
    """With the variable's name."""
    with pytest.raises(UnusableServiceNow, match="TW_SERVICENOW_PASSWORD"):
        connected(read_settings(SERVICENOW | {"TW_SERVICENOW_PASSWORD": ""}), FrozenClock(), _ignored)
