"""Tests of keys on a real server."""

import secrets
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from kit.alerts import NOON
from kit.audit import stored_chain
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.identity import BY, OTHER_TENANT, YEAR, an_actor
from kit.service_accounts import a_service_account, a_service_account_desk
from triage_warden.core.identity.keys.errors import KeyNotStanding, NoSuchKey
from triage_warden.core.identity.keys.issue import IssueKey, RevokeKey, WantedKey
from triage_warden.core.identity.keys.text import read_key_text
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import Wish
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT, Uuid7
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.repositories.api_keys import PostgresKeys
from triage_warden.storage.postgres.repositories.service_accounts import PostgresServiceAccounts
from triage_warden.storage.postgres.unit import Database

DAY = timedelta(days=1)
SENSOR = WantedKey(name="sensor", role=Role.ANALYST, scopes=frozenset({Permission.ALERTS_TAKE_IN}), lasting=YEAR)


class Ring:
    """Keys on a database, and everything that can be done to them."""

    def __init__(self, database: Database) -> None:
        self.clock = FrozenClock(NOON)
        self.keys = PostgresKeys(database)
        self.issue = IssueKey(self.keys, self.clock, Uuid7(self.clock), secrets.token_bytes)
        self.revoke = RevokeKey(self.keys, self.clock, lambda _: None)


async def test_a_key_is_found_by_what_is_shown(database: Database) -> None:
    """With or without scopes; none at all stay none at all."""
    ring = Ring(database)
    for scopes in (SENSOR.scopes, None, frozenset[Permission]()):
        issued = await ring.issue(an_actor(), msgspec.structs.replace(SENSOR, scopes=scopes), by=BY)
        shown = read_key_text(issued.text)
        known = await ring.keys.by_prefix(shown.tenant, shown.prefix)
        assert known is not None
        assert known.key == issued.key
        assert shown.matches(known.digest)
    assert await ring.keys.by_prefix(DEFAULT_TENANT, "zzzzzzzz") is None


async def test_the_database_holds_no_key(database: Database) -> None:
    """Nowhere in the row, nor in the record."""
    ring = Ring(database)
    issued = await ring.issue(an_actor(), SENSOR, by=BY)
    async with database.read(DEFAULT_TENANT) as reading:
        row = await reading.raw.fetchval("SELECT row_to_json(api_keys)::text FROM api_keys")
    held = row + "".join(entry.body.decode() for entry in await stored_chain(database))
    assert issued.key.prefix in held
    assert issued.text.rpartition("_")[2] not in held


async def test_every_change_is_on_the_record(database: Database) -> None:
    """Made, followed, ended; ending again is no change."""
    ring = Ring(database)
    old = (await ring.issue(an_actor(), SENSOR, by=BY)).key
    new = (await ring.issue.rotate(an_actor(), old.id, overlap=DAY, by=BY)).key
    await ring.revoke(DEFAULT_TENANT, new.id, by=BY)
    await ring.revoke(DEFAULT_TENANT, new.id, by=BY)
    entries = [msgspec.json.decode(entry.body) for entry in await stored_chain(database)]
    assert [entry["action"] for entry in entries] == ["api_key.create", "api_key.rotate", "api_key.revoke"]
    assert [entry["object"]["id"] for entry in entries] == [str(old.id), str(new.id), str(new.id)]
    assert entries[1]["after"]["replaces"] == str(old.id)


async def test_rotation_and_revocation_hold(database: Database) -> None:
    """As in memory: the old one ends after the overlap, what has ended is not brought back."""
    ring = Ring(database)
    old = (await ring.issue(an_actor(), SENSOR, by=BY)).key
    new = (await ring.issue.rotate(an_actor(), old.id, overlap=DAY, by=BY)).key
    assert (await ring.keys.get(DEFAULT_TENANT, old.id)).expires_at == NOON + DAY
    ended = await ring.revoke(DEFAULT_TENANT, new.id, by=BY)
    assert (ended.revoked_at, ended.revoked_by) == (NOON, BY.name)
    with pytest.raises(KeyNotStanding):
        await ring.issue.rotate(an_actor(), new.id, overlap=DAY, by=BY)
    with pytest.raises(NoSuchKey):
        await ring.revoke(DEFAULT_TENANT, UUID(int=7), by=BY)


async def test_of_two_that_rotate_at_once_what_ended_meanwhile_is_not_followed(database: Database) -> None:
    """The store looks again, in the transaction."""
    ring = Ring(database)
    old = (await ring.issue(an_actor(), SENSOR, by=BY)).key
    await ring.revoke(DEFAULT_TENANT, old.id, by=BY)
    issued = await Ring(database).issue(an_actor(), SENSOR, by=BY)
    known = await ring.keys.by_prefix(DEFAULT_TENANT, issued.key.prefix)
    assert known is not None
    again = msgspec.structs.replace(
        known, key=msgspec.structs.replace(known.key, id=UUID(int=8), prefix="other", replaces=old.id)
    )
    with pytest.raises(KeyNotStanding):
        await ring.keys.follow(again, until=NOON + DAY, at=NOON, by=BY)
    with pytest.raises(NoSuchKey):
        await ring.keys.get(DEFAULT_TENANT, UUID(int=8))


async def test_lists_are_paged_newest_first(database: Database) -> None:
    """All of them once."""
    ring = Ring(database)
    made = []
    for _ in range(5):
        ring.clock.advance(DAY)
        made.append((await ring.issue(an_actor(), SENSOR, by=BY)).key.id)
    first = await ring.keys.page(DEFAULT_TENANT, PageRequest(limit=3))
    rest = await ring.keys.page(DEFAULT_TENANT, PageRequest(limit=3, cursor=first.next))
    assert [key.id for key in (*first.items, *rest.items)] == made[::-1]


async def test_the_latest_use_is_kept(database: Database) -> None:
    """Replicas write theirs in any order."""
    ring = Ring(database)
    key = (await ring.issue(an_actor(), SENSOR, by=BY)).key
    for moment in (NOON + DAY, NOON):
        await ring.keys.used(DEFAULT_TENANT, {key.id: moment, UUID(int=9): moment})
    assert (await ring.keys.get(DEFAULT_TENANT, key.id)).last_used_at == NOON + DAY


async def test_another_tenants_keys_are_not_there(database: Database, database_url: str) -> None:
    """By no way."""
    await add_tenant(database_url, OTHER_TENANT, "Other")
    ring = Ring(database)
    key = (await ring.issue(an_actor(), SENSOR, by=BY)).key
    await ring.keys.used(OTHER_TENANT, {key.id: SystemClock().now()})
    assert await ring.keys.by_prefix(OTHER_TENANT, key.prefix) is None
    assert (await ring.keys.page(OTHER_TENANT, PageRequest())).items == []
    for ask in (ring.keys.get(OTHER_TENANT, key.id), ring.revoke(OTHER_TENANT, key.id, by=BY)):
        with pytest.raises(NoSuchKey):
            await ask
    assert await ring.keys.get(DEFAULT_TENANT, key.id) == key


async def test_a_service_accounts_keys_show_it_as_it_is_now(database: Database) -> None:
    """Role and state are read from the account each time; its keys can be listed alone."""
    ring = Ring(database)
    desk = a_service_account_desk(PostgresServiceAccounts(database), ring.clock)
    account = await a_service_account(desk)
    wanted = msgspec.structs.replace(SENSOR, role=Role.ADMIN, service_account=account)
    issued = await ring.issue(an_actor(), wanted, by=BY)
    alone = (await ring.issue(an_actor(), SENSOR, by=BY)).key
    known = await ring.keys.by_prefix(DEFAULT_TENANT, issued.key.prefix)
    assert known is not None
    assert known.key == issued.key
    account = await desk.update(an_actor(), account, Wish(role=Role.VIEWER, disabled=True), by=BY)
    key = await ring.keys.get(DEFAULT_TENANT, issued.key.id)
    assert (key.role, key.service_account, key.stands(NOON)) == (Role.VIEWER, account, False)
    mine = await ring.keys.page(DEFAULT_TENANT, PageRequest(), of=account.id)
    assert [each.id for each in mine.items] == [issued.key.id]
    assert {each.id for each in (await ring.keys.page(DEFAULT_TENANT, PageRequest())).items} == {key.id, alone.id}
    ended = await ring.revoke(DEFAULT_TENANT, key.id, by=BY)
    assert ended.service_account == account
    entries = [msgspec.json.decode(entry.body) for entry in await stored_chain(database)]
    made = [each["after"] for each in entries if each["action"] == "api_key.create"]
    assert [each.get("service_account") for each in made] == ["siem", None]
