"""The systems that are connected, from the settings. Adding one is a folder under connectors/ and its lines here."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from triage_warden.connector_kit.manifest import Manifest
from triage_warden.connector_kit.probe import Probe
from triage_warden.connectors.servicenow.manifest import MANIFEST as SERVICENOW
from triage_warden.connectors.servicenow.settings import ServiceNow
from triage_warden.core.actions.systems import Systems
from triage_warden.kernel.clock import Clock
from triage_warden.wiring.outgoing import guard_of, private_networks
from triage_warden.wiring.setting_groups.servicenow import ServiceNowSettings
from triage_warden.wiring.settings import Settings

if TYPE_CHECKING:
    from triage_warden.connector_kit.http.client import HttpClient


MANIFESTS: Final[tuple[Manifest, ...]] = (SERVICENOW,)
"""Every system that there is a connector for."""


@dataclass(frozen=True, slots=True)
class Connected:
    """What is connected; `clients` by connector, for health, and `probes`, to try them."""

    systems: Systems
    clients: "dict[str, HttpClient]"
    probes: Mapping[str, Probe] = field(default_factory=dict[str, Probe])

    async def close(self) -> None:
        """Close what is open."""
        for client in self.clients.values():
            await client.http.aclose()

    def troubles(self) -> list[str]:
        """Return the connectors that do not answer this process, in words."""
        return [f"{name} does not answer." for name, client in self.clients.items() if client.breaker.is_open]


def connected(settings: Settings, clock: Clock, count: Callable[[str, str], None]) -> Connected:
    """Return what the settings name; `count` is called with connector and outcome of each request.

    Raises:
        UnusableServiceNow: its settings cannot be used.
        BadPrivateNetworks: TW_OUTGOING_PRIVATE_NETWORKS cannot be read.
    """
    private_networks(settings)  # what cannot be read stops the start, whether it is needed or not
    servicenow = servicenow_settings(settings)
    if servicenow is None:
        return Connected(Systems({}), {})
    from triage_warden.connector_kit.http.client import HttpClient  # the HTTP client costs memory and time
    from triage_warden.connector_kit.outgoing.client import open_client
    from triage_warden.connectors.servicenow.actions import ServiceNowTickets
    from triage_warden.connectors.servicenow.client import Table, auth_of
    from triage_warden.connectors.servicenow.probe import ServiceNowProbe

    name, seconds = SERVICENOW.name, servicenow.call_seconds
    client = HttpClient(
        http=open_client(guard_of(settings), seconds=seconds, base_url=servicenow.url, auth=auth_of(servicenow)),
        clock=clock,
        seconds=seconds,
        count=lambda outcome: count(name, outcome),
        jitter=random.random,
    )
    table = Table(client, servicenow)
    return Connected(Systems({name: ServiceNowTickets(table)}), {name: client}, {name: ServiceNowProbe(table)})


def servicenow_settings(settings: ServiceNowSettings) -> ServiceNow | None:
    """Return how to reach the instance, None where none is named."""
    if settings.servicenow_url is None:
        return None
    return ServiceNow(
        url=settings.servicenow_url,
        user=settings.servicenow_user,
        password=settings.servicenow_password,
        token=settings.servicenow_token,
        table=settings.servicenow_table,
        assignment_group=settings.servicenow_assignment_group,
        call_seconds=settings.servicenow_call_seconds,
        settle_seconds=settings.servicenow_settle_seconds,
    )
