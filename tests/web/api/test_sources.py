from kit.web import World, a_client


async def test_sources_are_listed_by_name_with_their_documentation() -> None:
    """What can be named when sending, and where the vendor describes it."""
    async with a_client(World()) as client:
        items = (await client.get("/api/v1/sources")).json()["items"]
    assert [item["name"] for item in items] == ["acme", "cef", "generic", "mail"]
    assert all(item["documentation"].startswith("https://") for item in items)
