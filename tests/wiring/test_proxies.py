"""The proxies that the settings name."""

from ipaddress import ip_network

import pytest

from triage_warden.web.shared.client_address import ProxyHeader, TrustedProxies
from triage_warden.wiring.proxies import BadTrustedProxies, trusted_proxies
from triage_warden.wiring.settings import Settings, read_settings


def test_nobody_is_trusted_unless_named() -> None:
    """The default believes no header."""
    assert trusted_proxies(Settings()) == TrustedProxies()


def test_addresses_and_networks_of_both_families() -> None:
    """As the environment has them."""
    environ = {
        "TW_TRUSTED_PROXIES": "10.0.0.0/8, 192.0.2.7,2001:DB8::/32",
        "TW_TRUSTED_PROXY_HEADER": "Forwarded",
    }
    networks = (ip_network("10.0.0.0/8"), ip_network("192.0.2.7/32"), ip_network("2001:db8::/32"))
    assert trusted_proxies(read_settings(environ)) == TrustedProxies(networks, ProxyHeader.FORWARDED)


@pytest.mark.parametrize("text", ["10.0.0.1/8", "proxy.example.com", "*", "0.0.0.0/0", "::/0", "10.0.0.0/33"])
def test_what_is_no_network_is_refused_by_the_variables_name(text: str) -> None:
    """Everybody, too: a client's own word would be the record's."""
    with pytest.raises(BadTrustedProxies, match="TW_TRUSTED_PROXIES"):
        trusted_proxies(Settings(trusted_proxies=(text,)))
