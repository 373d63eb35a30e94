"""Who asks is known over the real database."""

import asyncio

import pytest

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, a_key_desk, an_actor
from kit.service_accounts import a_service_account
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.refused import KeyRefused
from triage_warden.core.identity.model import Credential, CredentialKind
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import Wish
from triage_warden.wiring.identity import identity
from triage_warden.wiring.local_key import WANTED
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import Secrets
from triage_warden.wiring.settings import Settings

SECRETS = Secrets(jwt=(b"j" * 32,), session=(b"s" * 32,), encryption=(b"e" * 32,))


def shown(text: str) -> Credential:
    """Return it as a header shows it."""
    return Credential(kind=CredentialKind.BEARER, text=text)


async def test_a_key_is_known_revoked_at_once_and_its_last_use_noted(database_url: str) -> None:
    """In one process; when it stops it writes what it has not written yet."""
    process = Process.over(Settings(), database_url)
    known = identity(process, SECRETS)
    try:
        issued = await known.desk.issue(an_actor(), WANTED, by=BY)
        actor = await known.identify(shown(issued.text))
        assert actor.name == WANTED.name
        noting = asyncio.get_running_loop().create_task(known.note_uses())
        await asyncio.sleep(0)
        noting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await noting
        assert (await known.desk.store.get(actor.tenant, actor.id)).last_used_at is not None
        await known.desk.revoke(actor.tenant, actor.id, by=BY)
        with pytest.raises(NotSignedIn):
            await known.identify(shown(issued.text))
    finally:
        await process.database.close()


async def test_another_replica_knows_the_token(database_url: str) -> None:
    """It has the same secret, and looks the key up itself."""
    one, other = (Process.over(Settings(), database_url) for _ in range(2))
    here, there = identity(one, SECRETS), identity(other, SECRETS)
    try:
        wanted = WantedKey(name="sensor", role=Role.ANALYST, scopes=None, lasting=WANTED.lasting)
        issued = await here.desk.issue(an_actor(), wanted, by=BY)
        token = here.desk.token(issued.key.actor(), issued.text)
        assert (await there.identify(shown(token.text))).name == "sensor"
    finally:
        await one.database.close()
        await other.database.close()


async def test_a_database_that_is_away_makes_nobody_wait_for_last_uses() -> None:
    """They are kept for the next time."""
    process = Process.over(Settings(), "postgres:///nowhere?host=/nonexistent")
    known = identity(process, SECRETS)
    issued = await a_key_desk(MemoryKeys(), FrozenClock()).issue(an_actor(), WANTED, by=BY)
    known.note_uses.uses(issued.key)
    await known.note_uses.once()
    assert known.note_uses.uses.waiting == 1
    await process.database.close()


async def test_a_service_account_that_is_disabled_is_refused_at_once_with_its_tokens(database_url: str) -> None:
    """By the process that disabled it; and let in again when it is enabled."""
    process = Process.over(Settings(), database_url)
    known = identity(process, SECRETS)
    try:
        account = await a_service_account(known.service_accounts)
        wanted = WantedKey(name="k", role=account.role, scopes=None, lasting=YEAR, service_account=account)
        issued = await known.desk.issue(an_actor(), wanted, by=BY)
        actor = await known.identify(shown(issued.text))
        token = known.desk.token(actor, issued.text).text
        assert (await known.identify(shown(token))).name == "siem"
        await known.service_accounts.update(an_actor(), account, Wish(disabled=True), by=BY)
        for text in (issued.text, token):
            with pytest.raises(NotSignedIn):
                await known.identify(shown(text))
        await known.service_accounts.update(an_actor(), account, Wish(disabled=False), by=BY)
        assert (await known.identify(shown(token))).id == account.id
    finally:
        await process.database.close()


async def test_a_wrong_key_is_on_the_record_when_the_process_stops(database_url: str) -> None:
    """Or a minute later; with how often it was shown."""
    process = Process.over(Settings(), database_url)
    known = identity(process, SECRETS)
    try:
        issued = await known.desk.issue(an_actor(), WANTED, by=BY)
        for _ in range(3):
            with pytest.raises(KeyRefused) as refusal:
                await known.identify(shown(issued.text[:-1] + ("a" if issued.text[-1] != "a" else "b")))
            known.note_uses.refusals.note(refusal.value.refused, "203.0.113.7")
        await known.note_uses.once(last=True)
        async with process.database.read(issued.key.tenant) as reading:
            bodies = await reading.raw.fetch("SELECT body FROM audit_entries ORDER BY seq DESC LIMIT 1")
    finally:
        await process.database.close()
    assert bodies[0]["body"]["action"] == "api_key.refuse"
    assert bodies[0]["body"]["object"] == {"type": "api_key", "id": str(issued.key.id)}
    assert bodies[0]["body"]["after"]["times"] == 3
