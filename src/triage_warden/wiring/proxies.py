"""The proxies in front of the server."""

from ipaddress import ip_network

from triage_warden.kernel.errors import Invalid
from triage_warden.web.shared.client_address import Network, ProxyHeader, TrustedProxies
from triage_warden.wiring.setting_groups.proxies import ProxySettings


class BadTrustedProxies(Invalid):
    """TW_TRUSTED_PROXIES cannot be read."""


def trusted_proxies(settings: ProxySettings) -> TrustedProxies:
    """Return whose word is taken for where a request comes from.

    Raises:
        BadTrustedProxies: something is no address and no network, or is everybody.
    """
    header = ProxyHeader(settings.trusted_proxy_header)
    return TrustedProxies(tuple(_network(text) for text in settings.trusted_proxies), header)


def _network(text: str) -> Network:
    try:
        network = ip_network(text)
    except ValueError as error:
        raise BadTrustedProxies(detail=f"TW_TRUSTED_PROXIES: {error}; write 10.0.0.0/8 or 192.0.2.7.") from None
    if network.prefixlen == 0:
        raise BadTrustedProxies(
            detail=f"TW_TRUSTED_PROXIES: {text} is everybody, and then everybody says who they are; "
            "name the networks of your proxies.",
        )
    return network
