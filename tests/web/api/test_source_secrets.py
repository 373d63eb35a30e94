"""The secrets that sources sign with, over HTTP."""

from datetime import timedelta

import pytest

from kit.web import World, a_client, problem
from triage_warden.core.identity.roles import Role

SECRET = "a-secret-that-both-sides-know"
PATH = "/api/v1/sources/acme/secret"


async def test_it_is_set_replaced_and_forgotten_and_never_shown() -> None:
    """By name and request on the record; the answer says how its sender signs."""
    world = World()
    async with a_client(world) as client:
        first = await client.put(PATH, json={"secret": SECRET})
        second = await client.put(PATH, json={"secret": SECRET[::-1], "scheme": "pagerduty"})
        gone = await client.delete(PATH)
        again = await client.delete(PATH)
    assert first.json() == {"source": "acme", "set": True, "scheme": "generic", "before_holds_until": None}
    assert second.json()["scheme"] == "pagerduty"
    assert gone.json()["set"] is False
    assert problem(again)["code"] == "no_such_source"
    assert not world.secrets.kept
    assert SECRET not in first.text + second.text + gone.text
    assert world.secrets.changed_by[0].actor.name == "admin@example.com"


async def test_it_is_rotated_without_a_moment_in_which_the_sender_is_refused() -> None:
    """The scheme stays; how long the one before holds is said, and is on the record."""
    world = World()
    async with a_client(world) as client:
        early = await client.put(PATH, json={"secret": SECRET, "overlap_seconds": 3600})
        await client.put(PATH, json={"secret": SECRET, "scheme": "okta"})
        rotated = await client.put(PATH, json={"secret": SECRET[::-1], "overlap_seconds": 3600})
        too_long = await client.put(PATH, json={"secret": SECRET, "overlap_seconds": 3_000_000})
        sent = [
            (await client.post("/webhooks/acme", content=b'{"id":"1"}', headers={"authorization": each})).status_code
            for each in (SECRET, SECRET[::-1], "guessed-by-somebody")
        ]
    assert problem(early)["code"] == "nothing_to_rotate"
    assert rotated.json()["scheme"] == "okta"
    assert rotated.json()["before_holds_until"] == (world.clock.now() + timedelta(hours=1)).isoformat()[:-6] + "Z"
    assert too_long.status_code == 422
    assert sent == [202, 202, 401]
    assert world.secrets.notes[-1]["before_holds_until"]


async def test_a_topic_is_named_by_its_arn() -> None:
    """What is none would never let anything in."""
    arn = "arn:aws:sns:eu-central-1:123456789012:alerts"
    async with a_client(World()) as client:
        wrong = await client.put(PATH, json={"secret": SECRET, "scheme": "sns"})
        right = await client.put(PATH, json={"secret": arn, "scheme": "sns"})
    assert problem(wrong)["code"] == "unusable_secret"
    assert right.json()["scheme"] == "sns"


@pytest.mark.parametrize("body", [{"secret": "short"}, {"secret": "with a space in between"}, {"secret": "x" * 1001}])
async def test_a_secret_that_cannot_be_one_is_refused_without_being_repeated(body: dict[str, str]) -> None:
    """Nor is one kept for a source that is not there."""
    async with a_client(World()) as client:
        answer = await client.put(PATH, json=body)
        nowhere = await client.put("/api/v1/sources/nowhere/secret", json={"secret": SECRET})
    assert answer.status_code == 422
    assert body["secret"] not in answer.text
    assert nowhere.status_code == 404


async def test_it_takes_who_may_change_connectors() -> None:
    """A manager may not."""
    async with a_client(World(), role=Role.MANAGER) as client:
        assert (await client.put(PATH, json={"secret": SECRET})).status_code == 403
        assert (await client.delete(PATH)).status_code == 403
