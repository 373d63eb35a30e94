"""Tests of service accounts over HTTP."""

import httpx
import pytest

from kit.identity import OTHER_TENANT, shown_by
from kit.web import World, a_client, a_web, problem
from triage_warden.core.identity.identify import Identify
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.roles import Role

ACCOUNTS = "/api/v1/service-accounts"
SIEM = {"name": "SIEM", "role": "analyst", "description": "takes alerts in", "owner": "platform"}
KEY = {"name": "edge", "scopes": ["alerts:take_in"], "expires_in_days": 30}


def knowing(world: World) -> Identify:
    """Return what knows keys and tokens as the product does."""
    return Identify(AuthenticateKey(world.keys, world.clock, lambda _: None), a_web(world).keys.tokens)


async def _with_key(world: World) -> dict[str, str]:
    """Add an account and a key of it; return the header."""
    async with a_client(world) as client:
        assert (await client.post(ACCOUNTS, json=SIEM)).status_code == 201
        made = await client.post(f"{ACCOUNTS}/siem/keys", json=KEY)
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    return {"authorization": f"Bearer {made.json()['secret']}"}


async def test_one_is_added_listed_and_found() -> None:
    """By name and by id; another tenant finds none."""
    world = World()
    async with a_client(world) as client:
        added = (await client.post(ACCOUNTS, json=SIEM)).json()
        assert added == {**SIEM, "name": "siem", "disabled": False} | {
            key: added[key] for key in ("id", "created_at", "created_by")
        }
        for reference in ("siem", added["id"]):
            assert (await client.get(f"{ACCOUNTS}/{reference}")).json() == added
            strange = await client.get(f"{ACCOUNTS}/{reference}", headers=shown_by(Role.ADMIN, OTHER_TENANT))
            assert strange.status_code == 404
        assert (await client.get(ACCOUNTS)).json() == {"items": [added], "next": None}
        assert problem(await client.post(ACCOUNTS, json=SIEM))["code"] == "service_account_exists"


async def test_a_key_of_one_does_what_it_was_made_for_under_the_accounts_name() -> None:
    """What it does is on the record as the service account's."""
    world = World()
    shown = await _with_key(world)
    async with a_client(world, role=None, authenticate=knowing(world)) as client:
        client.headers.update(shown)
        me = (await client.get("/api/v1/auth/me")).json()
        assert (me["kind"], me["name"], me["permissions"]) == ("service_account", "siem", ["alerts:take_in"])
        assert (await client.post("/api/v1/alerts", json={"id": "1", "title": "One"})).status_code == 202
        assert problem(await client.get("/api/v1/users"))["code"] == "denied"
        assert (await client.get("/profile")).status_code == 403
    refused = world.audit.entries[-1][1]
    assert (refused.action, refused.actor.kind, refused.actor.name) == ("request.deny", "service_account", "siem")


async def test_disabled_none_of_its_keys_or_tokens_is_good() -> None:
    """From then on, until it is enabled again."""
    world = World()
    shown = await _with_key(world)

    async def statuses() -> list[int]:
        async with a_client(world, role=None, authenticate=knowing(world)) as client:
            return [(await client.get("/api/v1/auth/me", headers=each)).status_code for each in (shown, token)]

    async with a_client(world, role=None, authenticate=knowing(world)) as client:
        made = await client.post("/api/v1/auth/token", json={}, headers=shown)
    token = {"authorization": f"Bearer {made.json()['access_token']}"}
    assert await statuses() == [200, 200]
    assert (await _update(world, {"disabled": True})).json()["disabled"]
    assert await statuses() == [401, 401]
    async with a_client(world) as client:
        refused = problem(await client.post(f"{ACCOUNTS}/siem/keys", json=KEY))
    assert refused["code"] == "service_account_disabled"
    assert (await _update(world, {"disabled": False})).status_code == 200
    assert await statuses() == [200, 200]


async def test_keys_of_one_are_listed_alone_and_say_whose_they_are() -> None:
    """Rotated and revoked like any other."""
    world = World()
    await _with_key(world)
    async with a_client(world) as client:
        await client.post("/api/v1/api-keys", json={"name": "alone"})
        (mine,) = (await client.get(f"{ACCOUNTS}/siem/keys")).json()["items"]
        assert (mine["name"], mine["role"], mine["service_account"]["name"]) == ("edge", "analyst", "siem")
        assert len((await client.get("/api/v1/api-keys")).json()["items"]) == 2
        heir = (await client.post(f"/api/v1/api-keys/{mine['id']}/rotate", json={})).json()
        assert heir["key"]["service_account"] == mine["service_account"]
        assert (await client.post(f"/api/v1/api-keys/{mine['id']}/revoke")).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("", {"name": "-", "role": "viewer"}, 422, "bad_user_name"),
        ("", {"name": "job", "role": "owner"}, 422, "invalid_body"),
        ("", {"name": "job", "role": "viewer", "password": "x"}, 422, "invalid_body"),
        ("/nobody/update", {"disabled": True}, 404, "no_such_service_account"),
        ("/nobody/keys", {"name": "k"}, 404, "no_such_service_account"),
    ],
)
async def test_what_cannot_be_is_refused(path: str, body: dict[str, object], status: int, code: str) -> None:
    """With the reason; there is no password to give one."""
    async with a_client(World()) as client:
        answer = await client.post(f"{ACCOUNTS}{path}", json=body)
    assert (answer.status_code, problem(answer)["code"]) == (status, code)


async def test_a_service_account_cannot_sign_in() -> None:
    """There is nothing that it could type."""
    world = World()
    await _with_key(world)
    async with a_client(world, role=None) as client:
        page = await client.get("/login")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        answer = await client.post("/login", data={"csrf_token": token, "name": "siem", "password": "x"})
    assert answer.status_code == 401
    assert world.people.sessions == {}


async def _update(world: World, body: dict[str, object]) -> httpx.Response:
    async with a_client(world) as client:
        return await client.post(f"{ACCOUNTS}/siem/update", json=body)
