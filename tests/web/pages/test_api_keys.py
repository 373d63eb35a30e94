"""Tests of the pages of API keys."""

import re
import secrets
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from kit.forms import BROWSER, send, token_in
from kit.house import House, a_house, person_signed_in
from kit.identity import BY, OTHER_TENANT, a_key_desk, an_actor, an_issuer, shown_by
from kit.web import World, a_client
from triage_warden.core.identity.keys.issue import IssueKey, WantedKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId, Uuid7
from triage_warden.storage.postgres.repositories.api_keys import PostgresKeys
from triage_warden.storage.postgres.unit import Database

KEYS = "/api-keys"
SENSOR: dict[str, str | list[str]] = {
    "name": "sensor <b>",
    "role": "analyst",
    "reach": "only",
    "scope": ["alerts:take_in", "alerts:read"],
    "expires_in_days": "90",
}
_TEXT = re.compile(r'<code class="secret">(tw_[a-z2-7]{8}_[a-z2-7]{77})</code>')
_ADDRESS = re.compile(r'href="(/api-keys/[0-9a-f-]{36})"')


async def _made(house: House) -> tuple[str, str]:
    """Return a new key's text and its page."""
    answer = await send(house.client, KEYS, KEYS, **SENSOR)
    text, address = _TEXT.search(answer.text), _ADDRESS.search(answer.text)
    assert text, answer.text
    assert address
    return text[1], address[1]


async def a_world_with_key(tenant: TenantId = DEFAULT_TENANT, role: Role = Role.ADMIN) -> tuple[World, str]:
    """Return a world with one key, and its page."""
    world = World()
    wanted = WantedKey(name="job", role=role, scopes=None, lasting=timedelta(days=90))
    made = await an_issuer(world.keys, world.clock)(an_actor(tenant=tenant), wanted, by=BY)
    return world, f"{KEYS}/{made.key.id}"


async def test_a_key_is_shown_once(database: Database) -> None:
    """In the answer to the form, to no cache and in no address; the list and its own page show what it is, only."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        answer = await send(house.client, KEYS, KEYS, **SENSOR)
        found = _TEXT.search(answer.text)
        assert found
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        assert not re.search(rf'="[^"]*{found[1]}', answer.text)
        address = _ADDRESS.findall(answer.text)[0]
        listed, single = [await house.client.get(path, headers=BROWSER) for path in (KEYS, address)]
    for page in (listed, single):
        assert found[1].rpartition("_")[2] not in page.text
        assert "sensor &lt;b&gt;" in page.text
        assert "alerts:read, alerts:take_in" in page.text
    assert f"{found[1][:12]}…" in listed.text
    assert ">good</span>" in listed.text


async def test_the_form_asks_for_the_key_that_the_interface_would_make() -> None:
    """Each permission may be ticked; all that the role permits is no scope at all."""
    world = World()
    every = {**SENSOR, "role": "admin", "scope": [each.value for each in Permission]}
    whole = {**SENSOR, "reach": "role", "scope": []}
    async with a_client(world) as client:
        for fields in (SENSOR, every, whole):
            assert (await client.post(KEYS, data=fields)).status_code == 200
    first, second, third = [each.key for each in world.keys.keys.values()]
    assert first.scopes == frozenset({Permission.ALERTS_TAKE_IN, Permission.ALERTS_READ})
    assert (first.role, first.expires_at - first.created_at) == (Role.ANALYST, timedelta(days=90))
    assert second.scopes == frozenset(Permission)
    assert third.scopes is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "&#39;name&#39; is required"),
        ({"name": "x" * 201}, "&#39;name&#39; is wrong"),
        ({"role": "owner"}, "must be one of"),
        ({"expires_in_days": "0"}, "&#39;expires_in_days&#39; is wrong"),
        ({"expires_in_days": "soon"}, "&#39;expires_in_days&#39; is wrong"),
        ({"reach": ""}, "&#39;reach&#39; is required"),
        ({"scope": []}, "Tick at least one"),
        ({"reach": "role"}, "choose one of the two"),
        ({"scope": ["everything:do"]}, "no such permission"),
        ({"scope": ["users:manage"]}, "does not permit users:manage"),
        ({f"field{number}": "x" for number in range(60)}, "not one of ours"),
    ],
)
async def test_what_cannot_be_a_key_is_said_and_what_was_typed_is_kept(
    changed: dict[str, str | list[str]], words: str
) -> None:
    """On the page; nothing is made."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post(KEYS, data={**SENSOR, **changed})
    assert (answer.status_code, words in answer.text) == (422, True), answer.text
    assert world.keys.keys == {}
    if "scope" not in changed and len(changed) == 1:
        assert 'value="alerts:take_in" checked' in answer.text


async def test_a_key_may_not_be_above_its_maker() -> None:
    """Neither its role is offered, nor is it made or followed; whoever has fewer permissions is offered fewer."""
    world, address = await a_world_with_key()
    issue = an_issuer(world.keys, world.clock)
    scopes = frozenset({Permission.API_KEYS_READ, Permission.API_KEYS_MANAGE})
    narrow = WantedKey(name="narrow", role=Role.ADMIN, scopes=scopes, lasting=timedelta(days=1))
    shown = (await issue(an_actor(), narrow, by=BY)).key.actor()

    async def narrowed(_: object) -> object:
        return shown

    async with a_client(world, authenticate=narrowed) as client:
        page = await client.get(KEYS)
        made = await client.post(KEYS, data=SENSOR)
        followed = await client.post(f"{address}/rotate", data={"overlap_seconds": "0"})
    assert 'value="api_keys:read"' in page.text
    assert 'value="alerts:read"' not in page.text
    assert [made.status_code, followed.status_code] == [403, 403]
    assert "more than you may yourself" in made.text
    assert len(world.keys.keys) == 2


async def test_a_key_is_followed_by_another_with_an_overlap(database: Database) -> None:
    """The new one is shown once; the old one ends when the overlap is over, and its page offers nothing more."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        text, address = await _made(house)
        answer = await send(house.client, address, f"{address}/rotate", overlap_seconds="600")
        heir = _TEXT.search(answer.text)
        assert heir
        assert heir[1] != text
        assert f'href="{address}"' in answer.text
        assert ">ends soon</span>" in (await house.client.get(address, headers=BROWSER)).text
        of_heir = next(each for each in _ADDRESS.findall(answer.text) if each != address)
        assert f'href="{address}"' in (await house.client.get(of_heir, headers=BROWSER)).text
        house.clock.advance(timedelta(minutes=10))
        ended = await house.client.get(address, headers=BROWSER)
        assert ">expired</span>" in ended.text
        assert "/rotate" not in ended.text
        refused = await send(house.client, KEYS, f"{address}/rotate", overlap_seconds="0")
    assert (refused.status_code, "expired or revoked" in refused.text) == (409, True)


@pytest.mark.parametrize("seconds", ["", "-1", "2592001", "a day"])
async def test_an_overlap_that_cannot_be_is_said(seconds: str) -> None:
    """And nothing is made."""
    world, address = await a_world_with_key()
    async with a_client(world) as client:
        answer = await client.post(f"{address}/rotate", data={"overlap_seconds": seconds})
    assert (answer.status_code, "overlap_seconds" in answer.text) == (422, True)
    assert len(world.keys.keys) == 1


async def test_a_key_is_revoked_after_it_was_confirmed(database: Database) -> None:
    """Not before; its page says by whom."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        _, address = await _made(house)
        unsure = await send(house.client, address, f"{address}/revoke")
        assert (unsure.status_code, "Tick that you mean it" in unsure.text) == (422, True)
        assert ">good</span>" in (await house.client.get(address, headers=BROWSER)).text
        sure = await send(house.client, address, f"{address}/revoke", confirmed="yes")
        assert (sure.status_code, sure.headers["location"]) == (303, f"{address}?done")
        page = await house.client.get(sure.headers["location"], headers=BROWSER)
    assert ">revoked</span>" in page.text
    assert "by <bdi>root</bdi>" in page.text
    assert 'role="status">Revoked' in page.text
    assert "/revoke" not in page.text


@pytest.mark.parametrize("verb", ["", "/rotate", "/revoke"])
async def test_a_form_without_its_token_changes_nothing(database: Database, verb: str) -> None:
    """Whoever is tricked into sending it."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        _, address = await _made(house)
        page = await house.client.get(address, headers=BROWSER)
        assert page.text.count(token_in(page)) >= 3
        sent = {**SENSOR, "overlap_seconds": "0", "confirmed": "yes"}
        answer = await house.client.post(f"{address if verb else KEYS}{verb}", data=sent, headers=BROWSER)
        after = await house.client.get(KEYS, headers=BROWSER)
    assert answer.status_code == 403
    assert after.text.count(">good</span>") == len(_ADDRESS.findall(after.text)) == 1


async def test_a_manager_sees_keys_and_makes_none() -> None:
    """An analyst sees none."""
    world, address = await a_world_with_key()
    async with a_client(world, role=Role.MANAGER) as client:
        pages = [await client.get(path) for path in (KEYS, address)]
        answers = [await client.post(path, data=SENSOR) for path in (KEYS, f"{address}/rotate", f"{address}/revoke")]
        looked = await client.get(KEYS, headers=shown_by(Role.ANALYST))
    assert [page.status_code for page in pages] == [200, 200]
    assert 'method="post" action="/api-keys' not in pages[0].text + pages[1].text
    assert [answer.status_code for answer in (*answers, looked)] == [403] * 4


async def test_another_tenants_key_is_not_there() -> None:
    """Neither to see nor to change."""
    world, address = await a_world_with_key(OTHER_TENANT)
    async with a_client(world) as client:
        answers = [
            await client.get(address),
            await client.post(f"{address}/rotate", data={"overlap_seconds": "0"}),
            await client.post(f"{address}/revoke", data={"confirmed": "yes"}),
        ]
        listed = await client.get(KEYS)
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "No program has a key" in listed.text
    assert [each.key.revoked_at for each in world.keys.keys.values()] == [None]


async def test_a_long_list_is_turned_over(database: Database) -> None:
    """Fifty at a time; a cursor of nowhere is said."""
    world = World()
    kept = PostgresKeys(database)
    issue = IssueKey(kept, world.clock, Uuid7(world.clock), secrets.token_bytes)
    for number in range(51):
        wanted = WantedKey(name=f"job-{number}-", role=Role.VIEWER, scopes=None, lasting=timedelta(days=90))
        await issue(an_actor(), wanted, by=BY)
    desk = replace(a_key_desk(world.keys, world.clock), store=kept)
    async with a_client(world, keys=desk) as client:
        first = await client.get(KEYS)
        following = re.search(r'rel="next" href="([^"]+)"', first.text)
        assert following
        second, nowhere = await client.get(unescape(following[1])), await client.get(f"{KEYS}?cursor=nowhere")
    names = [re.findall(r"<bdi>(job-[0-9]+-)</bdi>", page.text) for page in (first, second)]
    assert [len(each) for each in names] == [50, 1]
    assert len({*names[0], *names[1]}) == 51
    assert 'href="/api-keys">First page' in second.text
    assert (nowhere.status_code, "Not done" in nowhere.text) == (422, True)
