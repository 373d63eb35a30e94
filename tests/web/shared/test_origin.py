import pytest

from kit.web import World, a_client

ONE = b'{"id":"1","title":"One"}'


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 202),
        ({"origin": "http://testserver.local"}, 202),
        ({"origin": "http://TESTSERVER.local", "sec-fetch-site": "same-origin"}, 202),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://[bad"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://testserver.local:81"}, 403),
    ],
)
async def test_changes_from_other_sites_pages_are_refused(headers: dict[str, str], status: int) -> None:
    """Programs send no origin and are served; a page elsewhere is not."""
    async with a_client(World()) as client:
        assert (await client.post("/api/v1/alerts", content=ONE, headers=headers)).status_code == status


async def test_a_request_with_two_hosts_is_for_none() -> None:
    """A proxy may have read the other one."""
    async with a_client(World()) as client:
        asked = [("host", "localhost"), ("host", "evil.example")]
        assert (await client.get("/api/v1/incidents", headers=asked)).status_code == 421


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8080", 200), ("LOCALHOST", 200), ("[::1]:8080", 200), ("rebound.example", 421), ("", 421), ("[", 421)],
)
async def test_only_our_own_names_are_answered_where_they_are_known(host: str, status: int) -> None:
    """A page that re-points its own name to this machine reads nothing."""
    async with a_client(World(), hosts=frozenset({"localhost", "::1"})) as client:
        assert (await client.get("/api/v1/incidents", headers={"host": host})).status_code == status
