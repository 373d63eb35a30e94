"""Tests of the pages of service accounts."""

import re

import pytest

from kit.forms import BROWSER, send
from kit.house import a_house, person_signed_in
from kit.identity import BY, OTHER_TENANT, a_key_desk, an_actor, shown_by
from kit.service_accounts import a_service_account, a_service_account_desk
from kit.web import World, a_client
from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import Wish
from triage_warden.core.identity.service_accounts.model import ServiceAccount
from triage_warden.storage.postgres.unit import Database

ACCOUNTS = "/service-accounts"
SIEM = {"name": "siem", "role": "analyst", "owner": "<b>platform", "description": "forwards alerts"}
KEY: dict[str, str | list[str]] = {
    "name": "east",
    "reach": "only",
    "scope": ["alerts:take_in"],
    "expires_in_days": "90",
}
_TEXT = re.compile(r'<code class="secret">(tw_[a-z2-7]{8}_[a-z2-7]{77})</code>')


async def a_world(role: Role = Role.ANALYST) -> tuple[World, ServiceAccount]:
    """Return a world with one service account."""
    world = World()
    desk = a_service_account_desk(world.service_accounts, world.clock)
    return world, await a_service_account(desk, role=role)


async def test_one_is_added_and_keys_are_issued_to_it_without_scripts(database: Database) -> None:
    """By forms alone, from the list to the key, which is shown once."""
    async with a_house(database) as house:
        await person_signed_in(house, "root", Role.ADMIN)
        added = await send(house.client, ACCOUNTS, ACCOUNTS, **SIEM)
        assert added.status_code == 303
        address = added.headers["location"]
        page = await house.client.get(address, headers=BROWSER)
        assert "&lt;b&gt;platform" in page.text
        assert "None was issued" in page.text
        made = await send(house.client, address, f"{address}/keys", **KEY)
        text = _TEXT.search(made.text)
        assert text
        assert made.headers["cache-control"] == "no-store"
        for path in (address, ACCOUNTS, "/api-keys"):
            shown = (await house.client.get(path, headers=BROWSER)).text
            assert text[1].rpartition("_")[2] not in shown
            assert "siem" in shown
        one = await house.client.get(re.findall(r'href="(/api-keys/[0-9a-f-]{36})"', made.text)[0], headers=BROWSER)
        assert "whose role it has" in one.text


async def test_a_key_is_the_accounts_whatever_role_the_form_says() -> None:
    """And no more than the account may."""
    world, account = await a_world(Role.VIEWER)
    async with a_client(world) as client:
        answer = await client.post(f"{ACCOUNTS}/{account.id}/keys", data={**KEY, "role": "admin"})
        assert answer.status_code == 422
        assert "does not permit alerts:take_in" in answer.text
        assert 'value="east"' in answer.text
        answer = await client.post(f"{ACCOUNTS}/{account.id}/keys", data={**KEY, "reach": "role", "scope": []})
        assert answer.status_code == 200
    (known,) = world.keys.keys.values()
    actor = known.key.actor()
    assert (actor.kind, actor.name, actor.role) == (ActorKind.SERVICE_ACCOUNT, "siem", Role.VIEWER)


async def test_one_is_changed_disabled_and_enabled() -> None:
    """While it is disabled its keys say so, and none can be issued."""
    world, account = await a_world()
    page = f"{ACCOUNTS}/{account.id}"
    async with a_client(world) as client:
        await client.post(f"{page}/keys", data=KEY)
        for path, fields in ((page, {"role": "viewer", "owner": "ops"}), (f"{page}/disable", {})):
            answer = await client.post(path, data=fields, follow_redirects=False)
            assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?done")
        shown = (await client.get(f"{page}?done")).text
        assert "account disabled" in shown
        assert "Issue a key" not in shown
        assert "Done." in shown
        refused = await client.post(f"{page}/keys", data={**KEY, "scope": ["alerts:read"]})
        assert (refused.status_code, "is disabled; enable it first" in refused.text) == (409, True)
        await client.post(f"{page}/enable", follow_redirects=False)
        assert "account disabled" not in (await client.get(page)).text
    changed = world.service_accounts.accounts[account.id]
    assert (changed.role, changed.owner, changed.description, changed.disabled) == (Role.VIEWER, "ops", "", False)


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({**SIEM, "name": "-"}, 422, "A user name has"),
        ({**SIEM, "role": "owner"}, 422, "must be one of"),
        (SIEM, 409, "has the name"),
    ],
)
async def test_what_cannot_be_is_told_and_what_was_typed_stays(fields: dict[str, str], status: int, told: str) -> None:
    """So that only what is wrong is typed again."""
    world, _ = await a_world()
    async with a_client(world) as client:
        answer = await client.post(ACCOUNTS, data=fields)
    assert answer.status_code == status
    assert told in answer.text
    assert 'value="forwards alerts"' in answer.text


async def test_a_manager_reads_and_changes_nothing() -> None:
    """No form is shown, and none is taken."""
    world, account = await a_world()
    page = f"{ACCOUNTS}/{account.id}"
    async with a_client(world, role=Role.MANAGER) as client:
        for path in (ACCOUNTS, page):
            main = (await client.get(path)).text.partition("<main")[2]
            assert "siem" in main
            assert "<form" not in main
        for path in (ACCOUNTS, page, f"{page}/disable", f"{page}/keys"):
            assert (await client.post(path, data=SIEM)).status_code == 403
    assert world.service_accounts.accounts == {account.id: account}


async def test_another_tenants_is_not_there() -> None:
    """Neither its page nor its forms."""
    world, account = await a_world()
    stranger = shown_by(Role.ADMIN, OTHER_TENANT)
    page = f"{ACCOUNTS}/{account.id}"
    async with a_client(world, role=None) as client:
        assert str(account.id) not in (await client.get(ACCOUNTS, headers=stranger)).text
        answers = [
            await client.get(page, headers=stranger),
            await client.post(f"{page}/disable", headers=stranger),
            await client.post(f"{page}/keys", data=KEY, headers=stranger),
        ]
    assert [each.status_code for each in answers] == [404, 404, 404]
    assert world.service_accounts.accounts == {account.id: account}


async def test_the_list_of_keys_tells_of_a_disabled_account() -> None:
    """Not that they expired: they may be good again."""
    world, account = await a_world()
    desk = a_key_desk(world.keys, world.clock)
    async with a_client(world) as client:
        await client.post(f"{ACCOUNTS}/{account.id}/keys", data=KEY)
        accounts = a_service_account_desk(world.service_accounts, world.clock)
        await accounts.update(an_actor(), account, Wish(disabled=True), by=BY)
        assert "account disabled" in (await client.get("/api-keys")).text
        (known,) = world.keys.keys.values()
        await desk.revoke(account.tenant, known.key.id, by=BY)
        assert ">revoked</span>" in (await client.get("/api-keys")).text
