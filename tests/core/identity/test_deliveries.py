"""Products that sign what they send."""

from datetime import timedelta

import pytest

from kit.clock import FrozenClock
from kit.deliveries import MemorySecrets, a_deliveries
from kit.identity import BY, OTHER_TENANT
from triage_warden.core.identity.deliveries import NothingToRotate, Passed, delivery_key
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret, UnusableSecret
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


async def test_a_wrong_delivery_is_refused() -> None:
    """And a right one is what it is to be taken in as."""
    deliveries = a_deliveries(FrozenClock())
    assert await deliveries.check(KEPT, {"authorization": KEPT.secret}, BODY) == Passed(body=BODY, unique=b"." + BODY)
    with pytest.raises(NotSignedIn):
        await deliveries.check(KEPT, {"authorization": "guessed"}, BODY)


async def test_while_a_secret_is_rotated_both_hold() -> None:
    """Until the time that was said; the one before that does not hold any more."""
    clock, secrets = FrozenClock(), MemorySecrets()
    deliveries = a_deliveries(clock, secrets)
    names = ["the first secret", "the second secret", "the third secret"]
    for number, name in enumerate(names):
        if number:
            hour = timedelta(hours=1)
            kept = await deliveries.rotate(DEFAULT_TENANT, "okta", name, overlap=hour, by=BY)
            assert kept.before == names[number - 1]
        else:
            await deliveries.set(DEFAULT_TENANT, "okta", SourceSecret(scheme=Scheme.OKTA, secret=name), by=BY)

    async def holding() -> list[bool]:
        kept, found = await deliveries.secret(DEFAULT_TENANT, "okta"), list[bool]()
        for name in names:
            try:
                await deliveries.check(kept, {"authorization": name}, BODY)
            except NotSignedIn:
                found.append(False)
            else:
                found.append(True)
        return found

    assert await holding() == [False, True, True]
    clock.advance(timedelta(minutes=59, seconds=59))
    assert await holding() == [False, True, True]
    clock.advance(timedelta(seconds=1))
    assert await holding() == [False, False, True]
    assert [note["scheme"] for note in secrets.notes] == ["okta"] * 3
    assert [note["before_holds_until"] is None for note in secrets.notes] == [True, False, False]


async def test_only_what_is_there_can_hold_for_a_while_longer() -> None:
    """And what its scheme cannot use takes nobody's place."""
    deliveries, hour = a_deliveries(FrozenClock()), timedelta(hours=1)
    with pytest.raises(NothingToRotate):
        await deliveries.rotate(DEFAULT_TENANT, "okta", "a new secret", overlap=hour, by=BY)
    kept = SourceSecret(scheme=Scheme.GRAPH, secret="a secret of somebody")
    await deliveries.set(DEFAULT_TENANT, "entra_id", kept, by=BY)
    with pytest.raises(UnusableSecret):
        await deliveries.rotate(DEFAULT_TENANT, "entra_id", "x" * 129, overlap=hour, by=BY)
    assert await deliveries.secret(DEFAULT_TENANT, "entra_id") == kept


async def test_what_no_sender_can_sign_with_is_not_kept() -> None:
    """It would be found out with the first alert that does not come."""
    secrets, kept = MemorySecrets(), SourceSecret(scheme=Scheme.SNS, secret="not the name of a topic")
    with pytest.raises(UnusableSecret):
        await a_deliveries(FrozenClock(), secrets).set(DEFAULT_TENANT, "guardduty", kept, by=BY)
    assert not secrets.kept


def test_a_delivery_has_the_key_of_what_is_signed_of_it() -> None:
    """Of its source, too."""
    one, two = (Passed(body=BODY, unique=unique) for unique in (b"1", b"2"))
    keys = {delivery_key("acme", one), delivery_key("acme", two), delivery_key("other", one)}
    assert len(keys) == 3
    assert delivery_key("acme", one) == delivery_key("acme", Passed(body=b"another", unique=b"1"))
