"""Tests of what is known of a provider."""

from datetime import timedelta
from typing import Any

import pytest

from kit.clock import FrozenClock
from kit.fake_openid import KEYS, FakeOpenId
from triage_warden.connector_kit.outgoing.client import open_client
from triage_warden.connector_kit.outgoing.guard import Guard
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.security.oidc.discovery import AGAIN_SECONDS, WELL_KNOWN, Discovery, ProviderUnavailable
from triage_warden.security.oidc.model import Client


async def test_a_provider_that_changes_its_keys_is_followed() -> None:
    """Without waiting for the hour; unknown keys do not make us ask at will."""
    fake = FakeOpenId()
    provider = fake.provider()
    await provider.logged_out(fake.logout_token())
    fake.key, fake.published = KEYS[1], [KEYS[1]]
    for _ in range(5):
        with pytest.raises(SignInRefused):
            await provider.logged_out(fake.logout_token())
    assert fake.asked.count("/jwks") == 1
    fake.clock.advance(timedelta(seconds=AGAIN_SECONDS))
    await provider.logged_out(fake.logout_token())
    assert fake.asked.count("/jwks") == 2


async def test_metadata_is_kept_for_an_hour() -> None:
    """Then it is asked for again."""
    fake = FakeOpenId()
    provider = fake.provider()
    for _ in range(3):
        await provider.begin()
    assert fake.asked.count(WELL_KNOWN) == 1
    fake.clock.advance(timedelta(hours=1))
    await provider.begin()
    assert fake.asked.count(WELL_KNOWN) == 2


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": "http://id.example.com/authorization"},
        {"jwks_uri": "file:///etc/passwd"},
        {"issuer": 7},
    ],
)
async def test_a_provider_that_is_not_the_one_or_not_safe_is_refused(metadata: dict[str, Any]) -> None:
    """Another issuer, addresses that can be overheard, nonsense."""
    with pytest.raises(ProviderUnavailable):
        await FakeOpenId(metadata=metadata).provider().begin()


async def test_a_provider_at_an_address_that_may_not_be_asked_is_refused_by_the_settings_name() -> None:
    """Also where its own metadata leads there: the guard looks at every request."""
    clock = FrozenClock()
    client = Client(issuer="https://169.254.169.254", client_id="us", redirect_uri="https://us.example.com/cb")
    async with open_client(Guard(), seconds=2) as http:
        with pytest.raises(ProviderUnavailable, match="TW_OUTGOING_PRIVATE_NETWORKS"):
            await Discovery(client, http, clock).metadata()


async def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    """A megabyte is more than any provider says."""
    fake = FakeOpenId(metadata={"x": "x" * (1 << 20)})
    with pytest.raises(ProviderUnavailable):
        await fake.provider().discovery.metadata()
