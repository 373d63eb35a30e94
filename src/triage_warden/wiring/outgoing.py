"""What this installation may ask outside."""

from ipaddress import ip_network
from typing import TYPE_CHECKING

from triage_warden.connector_kit.outgoing.addresses import LOOPBACK, SETTING, Network
from triage_warden.kernel.errors import Invalid
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

if TYPE_CHECKING:
    from triage_warden.connector_kit.outgoing.guard import Guard


class BadPrivateNetworks(Invalid):
    """TW_OUTGOING_PRIVATE_NETWORKS cannot be read."""


def guard_of(settings: Settings) -> "Guard":
    """Return the guard that every outgoing request goes through.

    Raises:
        BadPrivateNetworks: something is no address and no network, or is everything.
    """
    from triage_warden.connector_kit.outgoing.guard import Guard  # the HTTP client costs memory and time

    return Guard(private_networks(settings))


def private_networks(settings: Settings) -> tuple[Network, ...]:
    """Return the networks that may be asked though they are not public; raises BadPrivateNetworks as well."""
    named = tuple(_network(text) for text in settings.outgoing_private_networks)
    return LOOPBACK if not named and settings.env is Environment.DEVELOPMENT else named


def _network(text: str) -> Network:
    try:
        network = ip_network(text)
    except ValueError as error:
        raise BadPrivateNetworks(detail=f"{SETTING}: {error}; write 10.20.0.0/16 or 10.20.0.7.") from None
    if network.prefixlen == 0:
        raise BadPrivateNetworks(detail=f"{SETTING}: {text} is everything; name the networks of what is to be asked.")
    return network
