"""Tests of the identity provider that the settings name."""

import pytest

from kit.clock import FrozenClock
from triage_warden.core.identity.roles import Role
from triage_warden.wiring.identity_provider import BadProvider, identity_provider, roles
from triage_warden.wiring.settings import read_settings

GOOD = {
    "TW_OIDC_ISSUER": "https://id.example.com",
    "TW_OIDC_CLIENT_ID": "us",
    "TW_OIDC_ROLES": "SOC Analysts=analyst, cn=soc,ou=x=manager",
    "TW_BASE_URL": "https://warden.example.com/",
}


async def test_the_settings_make_a_provider() -> None:
    """Which sends people back to us."""
    settings = read_settings({**GOOD, "TW_OIDC_ROLES": "soc analysts=analyst,*=viewer"})
    provider = identity_provider(settings, FrozenClock())
    assert provider is not None
    assert provider.discovery.client.redirect_uri == "https://warden.example.com/login/oidc/callback"
    assert roles(settings) == {"soc analysts": Role.ANALYST, "*": Role.VIEWER}
    await provider.discovery.http.aclose()


def test_without_an_issuer_there_is_none() -> None:
    """Passwords only."""
    assert identity_provider(read_settings({}), FrozenClock()) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"TW_OIDC_CLIENT_ID": ""}, "TW_OIDC_CLIENT_ID"),
        ({"TW_OIDC_ROLES": ""}, "TW_OIDC_ROLES"),
        ({"TW_OIDC_ROLES": "soc=owner"}, "TW_OIDC_ROLES: 'soc=owner'"),
        ({"TW_OIDC_ROLES": "analyst"}, "TW_OIDC_ROLES: 'analyst'"),
        ({"TW_OIDC_ISSUER": "http://id.example.com", "TW_ENV": "production"}, "https://"),
    ],
)
def test_what_is_missing_or_wrong_is_named(changes: dict[str, str], words: str) -> None:
    """Before anybody tries to sign in."""
    with pytest.raises(BadProvider, match=words):
        identity_provider(read_settings(GOOD | changes), FrozenClock())
