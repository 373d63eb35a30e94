import base64

from kit.web import World, a_client, problem


async def test_what_was_quarantined_is_listed_shown_and_replayed() -> None:
    """The list has the reason and the size, the item its payload, the replay a receipt."""
    world = World()
    async with a_client(world) as client:
        await client.post("/webhooks/generic", content=b'{"id": 1}')
        listed = (await client.get("/api/v1/quarantine")).json()["items"]
        shown = (await client.get(f"/api/v1/quarantine/{listed[0]['id']}")).json()
        replayed = await client.post(f"/api/v1/quarantine/{listed[0]['id']}/replay")
    assert "payload" not in listed[0]
    assert listed[0]["size"] == 9
    assert listed[0]["reason"]
    assert base64.b64decode(shown["payload"]) == b'{"id": 1}'
    assert replayed.json()["quarantined"] == 1


async def test_an_item_that_is_not_there_is_not_found() -> None:
    """For looking and for replaying."""
    async with a_client(World()) as client:
        for method, path in (("GET", "/api/v1/quarantine/x"), ("POST", "/api/v1/quarantine/x/replay")):
            answer = await client.request(method, path)
            assert answer.status_code == 404
            assert problem(answer)["code"] == "not_found"
