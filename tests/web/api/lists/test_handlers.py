"""Tests of the company's own lists over HTTP."""

import pytest

from kit.identity import OTHER_TENANT, shown_by
from kit.web import World, a_client, problem
from triage_warden.core.identity.roles import Role

LISTS = "/api/v1/lists"
BAD = {"value": "BAD[.]example.com", "kind": "deny", "reason": "seen in a phish", "expires_in_days": 30}


async def test_an_entry_is_added_listed_and_removed() -> None:
    """In its normal form; another tenant finds none."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post(LISTS, json=BAD)
        added = answer.json()
        assert answer.status_code == 201
        assert (added["type"], added["value"], added["kind"]) == ("domain", "bad.example.com", "deny")
        assert (added["reason"], added["in_force"], added["added_by"]) == (BAD["reason"], True, "admin@example.com")
        assert (await client.get(LISTS)).json() == {"items": [added], "next": None}
        strange = shown_by(Role.ADMIN, OTHER_TENANT)
        assert (await client.get(LISTS, headers=strange)).json()["items"] == []
        assert (await client.delete(f"{LISTS}/{added['id']}", headers=strange)).status_code == 404
        removed = await client.delete(f"{LISTS}/{added['id']}")
        assert (removed.status_code, removed.json()) == (200, added)
        assert problem(await client.delete(f"{LISTS}/{added['id']}"))["code"] == "no_such_list_entry"
        assert problem(await client.delete(f"{LISTS}/x"))["status"] == 404
    assert [each.action for each in world.lists.recorded] == ["list_entry.add", "list_entry.remove"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "deny"}, 1),
        ({"kind": "allow"}, 0),
        ({"type": "domain"}, 1),
        ({"type": "ipv4"}, 0),
        ({"value": "Bad.Example[.]com"}, 1),
        ({"value": "other.example.com"}, 0),
    ],
)
async def test_lists_are_filtered(query: dict[str, str], found: int) -> None:
    """A value as it is typed."""
    async with a_client(World()) as client:
        await client.post(LISTS, json=BAD)
        assert len((await client.get(LISTS, params=query)).json()["items"]) == found


@pytest.mark.parametrize(
    ("change", "status", "code", "pointer"),
    [
        ({"value": "alex"}, 422, "list_value_unclear", "/type"),
        ({"type": "ipv4"}, 422, "bad_list_value", "/value"),
        ({"reason": " "}, 422, "list_reason_missing", "/reason"),
        ({"kind": "block"}, 422, "invalid_body", "/kind"),
        ({"expires_in_days": 0}, 422, "invalid_body", "/expires_in_days"),
        ({"tenant": "x"}, 422, "invalid_body", "/tenant"),
    ],
)
async def test_what_cannot_be_is_refused(change: dict[str, object], status: int, code: str, pointer: str) -> None:
    """With the field that is wrong."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post(LISTS, json=BAD | change)
    told = problem(answer)
    assert (answer.status_code, told["code"]) == (status, code)
    assert f"'pointer': '{pointer}'" in str(told["errors"])
    assert world.lists.kept == {}


async def test_a_value_that_is_listed_is_a_conflict() -> None:
    """On the same list and on the other; the answer names the entry."""
    async with a_client(World()) as client:
        added = (await client.post(LISTS, json=BAD)).json()
        for kind, code in (("deny", "already_listed"), ("allow", "on_the_other_list")):
            told = problem(await client.post(LISTS, json=BAD | {"kind": kind}))
            assert (told["status"], told["code"]) == (409, code)
            assert added["id"] in str(told["detail"])


async def test_viewers_see_and_analysts_change() -> None:
    """Whoever triages keeps the lists."""
    world = World()
    async with a_client(world, role=Role.VIEWER) as client:
        assert (await client.get(LISTS)).status_code == 200
        assert (await client.post(LISTS, json=BAD)).status_code == 403
    async with a_client(world, role=Role.ANALYST) as client:
        assert (await client.post(LISTS, json=BAD)).status_code == 201
