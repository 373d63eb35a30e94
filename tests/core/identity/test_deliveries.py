"""Products that sign what they send."""

import pytest

from kit.clock import FrozenClock
from kit.deliveries import MemorySecrets, a_deliveries
from kit.identity import BY, OTHER_TENANT
from triage_warden.core.identity.deliveries import Scheme, SourceSecret, delivery_key, usual_scheme
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.kernel.ids import DEFAULT_TENANT

KEPT = SourceSecret(scheme=Scheme.OKTA, secret="a secret of somebody")
BODY = b"{}"


async def test_a_secret_is_a_sources_and_a_tenants() -> None:
    """Nobody else's delivery is held against it."""
    deliveries = a_deliveries(FrozenClock(), MemorySecrets())
    await deliveries.set(DEFAULT_TENANT, "okta", KEPT, by=BY)
    assert await deliveries.secret(DEFAULT_TENANT, "okta") == KEPT
    for tenant, source in ((OTHER_TENANT, "okta"), (DEFAULT_TENANT, "github")):
        with pytest.raises(NotSignedIn):
            await deliveries.secret(tenant, source)
    assert await deliveries.remove(DEFAULT_TENANT, "okta", by=BY)
    assert not await deliveries.remove(DEFAULT_TENANT, "okta", by=BY)


def test_a_wrong_delivery_is_refused() -> None:
    """And a right one is not."""
    deliveries = a_deliveries(FrozenClock())
    deliveries.check(KEPT, {"authorization": KEPT.secret}, BODY)
    with pytest.raises(NotSignedIn):
        deliveries.check(KEPT, {"authorization": "guessed"}, BODY)


def test_a_secret_is_in_no_log_by_accident() -> None:
    """Its text form says the scheme alone."""
    assert KEPT.secret not in f"{KEPT} {KEPT!r}"


def test_a_delivery_has_the_key_of_what_is_signed_of_it() -> None:
    """A header that the scheme does not sign makes no new delivery; another time, body or source does."""
    at_one, at_two = {"x-tw-timestamp": "1"}, {"x-tw-timestamp": "2"}
    first = delivery_key("acme", Scheme.GENERIC, headers=at_one, body=BODY)
    assert first == delivery_key("acme", Scheme.GENERIC, headers=at_one | {"x-delivery": "7"}, body=BODY)
    assert first != delivery_key("acme", Scheme.GENERIC, headers=at_two, body=BODY)
    assert first != delivery_key("acme", Scheme.GENERIC, headers=at_one, body=BODY + b" ")
    assert first != delivery_key("other", Scheme.GENERIC, headers=at_one, body=BODY)
    github = delivery_key("acme", Scheme.GITHUB, headers=at_one, body=BODY)
    assert github == delivery_key("acme", Scheme.GITHUB, headers=at_two, body=BODY)


def test_products_sign_as_they_do() -> None:
    """Whoever has no scheme of its own signs as we say."""
    assert [usual_scheme(name) for name in ("github", "okta", "wazuh")] == [Scheme.GITHUB, Scheme.OKTA, Scheme.GENERIC]
