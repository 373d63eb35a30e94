"""The connectors over HTTP."""

from kit.connector_desk import MemoryConnectors
from kit.web import World, a_client, problem
from triage_warden.connector_kit.probe import Probed, Seen
from triage_warden.core.identity.roles import Role

PATH = "/api/v1/connectors"


async def test_systems_and_sources_are_listed_in_one() -> None:
    """Systems first; connected or not."""
    async with a_client(World(), role=Role.VIEWER, connectors=MemoryConnectors(connected=False)) as client:
        items = (await client.get(PATH)).json()["items"]
    assert [each["name"] for each in items] == ["desk", "acme", "cef", "generic", "mail"]
    assert [each["kind"] for each in items] == ["system", *["source"] * 4]
    assert (items[0]["configured"], items[0]["verbs"]) == (False, ["create_ticket"])
    assert items[1]["documentation"] == ["https://docs.example.com/acme"]


async def test_a_source_says_how_its_webhooks_are_signed() -> None:
    """Never under which secret; a system is asked by us, and says nothing of the kind."""
    secret = "a-secret-that-both-sides-know"
    async with a_client(World()) as client:
        before = (await client.get(f"{PATH}/acme")).json()
        await client.put("/api/v1/sources/acme/secret", json={"secret": secret, "scheme": "slack"})
        after = await client.get(f"{PATH}/acme")
        system = (await client.get(f"{PATH}/desk")).json()
        nowhere = await client.get(f"{PATH}/nowhere")
    assert before["signed"] is None
    assert after.json()["signed"] == {"scheme": "slack", "before_holds_until": None}
    assert secret not in after.text
    assert (system["connector"]["kind"], system["signed"]) == ("system", None)
    assert problem(nowhere)["code"] == "no_such_connector"


async def test_a_test_says_what_was_seen_and_is_on_the_record() -> None:
    """Who tried what, and what came of it."""
    world = World()
    refused = Seen(outcome=Probed.REFUSED, says="The password is wrong.")
    async with a_client(world) as client:
        good = (await client.post(f"{PATH}/desk/test")).json()
        world.connectors.seen = refused
        bad = (await client.post(f"{PATH}/desk/test")).json()
    assert (good["outcome"], good["details"], good["instance"]) == ("ok", ["7 records."], "test-1")
    assert (bad["outcome"], bad["says"]) == ("refused", "The password is wrong.")
    entries = [entry for _, entry in world.audit.entries if entry.action == "connector.test"]
    assert [entry.object.id for entry in entries] == ["desk", "desk"]
    assert entries[1].after == {"outcome": "refused", "says": "The password is wrong.", "instance": "test-1"}
    assert entries[0].actor.name == "admin@example.com"


async def test_what_cannot_be_asked_is_not() -> None:
    """A source, what is not connected, what is not there, and by whom it is not for."""
    world = World(connectors=MemoryConnectors(connected=False))
    async with a_client(world) as client:
        source = await client.post(f"{PATH}/acme/test")
        unconnected = await client.post(f"{PATH}/desk/test")
        nowhere = await client.post(f"{PATH}/nowhere/test")
    async with a_client(world, role=Role.MANAGER) as client:
        denied = await client.post(f"{PATH}/desk/test")
    assert [each.status_code for each in (source, unconnected, nowhere, denied)] == [409, 409, 404, 403]
    assert problem(source)["code"] == "sends_by_itself"
    assert world.connectors.asked == []
