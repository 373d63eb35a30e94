from datetime import timedelta

import httpx
import pytest

from kit.identity import OTHER_TENANT, shown_by
from kit.web import World, a_client, a_web, problem
from triage_warden.core.identity.identify import Identify
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.permissions import MATRIX
from triage_warden.core.identity.roles import Role

KEYS = "/api/v1/api-keys"
SENSOR = {"name": "sensor", "role": "analyst", "scopes": ["alerts:take_in"], "expires_in_days": 30}


def knowing(world: World) -> Identify:
    """Return what knows keys and tokens as the product does."""
    known = AuthenticateKey(world.keys, world.clock, lambda _: None)

    return Identify(known, a_web(world).keys.tokens)


def bearer(text: str) -> dict[str, str]:
    """Return the header."""
    return {"authorization": f"Bearer {text}"}


async def a_key(world: World, **changes: object) -> dict[str, str]:
    """Return a key that was made over HTTP, with its text."""
    async with a_client(world) as client:
        answer = await client.post(KEYS, json=SENSOR | changes)
    assert answer.status_code == 201
    return {**answer.json()["key"], "secret": answer.json()["secret"]}


async def test_a_key_is_shown_once() -> None:
    """When it is made, to no cache; never again."""
    world = World()
    async with a_client(world) as client:
        made = await client.post(KEYS, json=SENSOR)
        secret = made.json()["secret"]
        listed, single = await client.get(KEYS), await client.get(f"{KEYS}/{made.json()['key']['id']}")
    assert made.headers["cache-control"] == "no-store"
    assert secret.startswith(f"tw_{made.json()['key']['prefix']}_")
    assert listed.json()["items"] == [single.json()] == [made.json()["key"]]
    assert secret not in listed.text + single.text
    assert "digest" not in listed.text + single.text


async def test_a_key_does_what_it_was_made_for_and_no_more() -> None:
    """Take alerts in; not read them."""
    world = World()
    key = await a_key(world)
    async with a_client(world, role=None, authenticate=knowing(world)) as client:
        client.headers.update(bearer(key["secret"]))
        taken = await client.post("/api/v1/alerts", json={"id": "1", "title": "One"})
        read = await client.get("/api/v1/alerts")
    assert taken.status_code == 202
    assert problem(read)["code"] == "denied"


async def test_a_rotated_key_has_an_heir_and_ends_after_the_overlap() -> None:
    """Both are good meanwhile."""
    world = World()
    key = await a_key(world)
    async with a_client(world) as client:
        heir = (await client.post(f"{KEYS}/{key['id']}/rotate", json={"overlap_seconds": 60})).json()
    assert heir["key"]["replaces"] == key["id"]
    assert await _status(world, key["secret"]) == await _status(world, heir["secret"]) == 200
    world.clock.advance(timedelta(seconds=60))
    assert await _status(world, key["secret"]) == 401
    assert await _status(world, heir["secret"]) == 200


async def test_a_revoked_key_is_refused_with_its_tokens() -> None:
    """From then on."""
    world = World()
    key = await a_key(world)
    token = (await _token(world, key["secret"])).json()["access_token"]
    assert await _status(world, key["secret"]) == await _status(world, token) == 200
    async with a_client(world) as client:
        ended = await client.post(f"{KEYS}/{key['id']}/revoke")
    assert ended.json()["revoked_by"] == "admin@example.com"
    assert await _status(world, key["secret"]) == await _status(world, token) == 401


async def test_a_token_lasts_as_long_as_was_asked_and_permits_no_more_than_its_key() -> None:
    """It is made from a key only: a token makes no token."""
    world = World()
    key = await a_key(world, scopes=None)
    issued = await _token(world, key["secret"], lifetime_seconds=120, scopes=["alerts:read"])
    body = issued.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 120)
    assert issued.headers["cache-control"] == "no-store"
    async with a_client(world, role=None, authenticate=knowing(world)) as client:
        client.headers.update(bearer(body["access_token"]))
        me = (await client.get("/api/v1/auth/me")).json()
    assert (me["permissions"], me["role"], me["name"]) == (["alerts:read"], "analyst", "sensor")
    assert problem(await _token(world, body["access_token"]))["code"] == "denied"
    assert problem(await _token(world, key["secret"], scopes=["users:manage"]))["code"] == "more_than_yours"
    world.clock.advance(timedelta(seconds=120))
    assert await _status(world, body["access_token"]) == 401


async def test_who_asks_is_told_what_they_may() -> None:
    """All of it."""
    async with a_client(World(), role=Role.ANALYST) as client:
        me = (await client.get("/api/v1/auth/me")).json()
    assert me["permissions"] == sorted(MATRIX[Role.ANALYST])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": ""},
        {"name": "x" * 201},
        {"name": "x", "role": "root"},
        {"name": "x", "scopes": ["everything"]},
        {"name": "x", "expires_in_days": 0},
        {"name": "x", "expires_in_days": 36500},
        {"name": "x", "tenant": str(OTHER_TENANT)},
    ],
)
async def test_what_cannot_be_a_key_is_refused(body: dict[str, object]) -> None:
    """Saying which field; the tenant cannot be chosen."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post(KEYS, json=body)
    assert answer.status_code == 422
    assert world.keys.keys == {}


async def test_another_tenants_keys_are_not_there() -> None:
    """Neither to read nor to rotate nor to revoke."""
    world = World()
    key = await a_key(world)
    async with a_client(world) as client:
        client.headers.update(shown_by(Role.ADMIN, OTHER_TENANT))
        answers = [
            await client.get(f"{KEYS}/{key['id']}"),
            await client.post(f"{KEYS}/{key['id']}/rotate", json={}),
            await client.post(f"{KEYS}/{key['id']}/revoke"),
        ]
        listed = await client.get(KEYS)
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert listed.json()["items"] == []
    assert await _status(world, key["secret"]) == 200


async def _status(world: World, text: str) -> int:
    async with a_client(world, role=None, authenticate=knowing(world)) as client:
        return (await client.get("/api/v1/auth/me", headers=bearer(text))).status_code


async def _token(world: World, text: str, **body: object) -> httpx.Response:
    async with a_client(world, role=None, authenticate=knowing(world)) as client:
        return await client.post("/api/v1/auth/token", json=body, headers=bearer(text))
