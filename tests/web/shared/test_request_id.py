import re

import pytest

from kit.web import World, a_client


async def test_a_safe_id_of_the_caller_is_kept() -> None:
    """So that a request can be followed from system to system."""
    async with a_client(World()) as client:
        answer = await client.get("/live", headers={"x-request-id": "gateway-4711.a"})
    assert answer.headers["x-request-id"] == "gateway-4711.a"


@pytest.mark.parametrize(
    "sent", ["short", "x" * 65, "with space in it", '"quoted-quoted"', "new\tline-here", "-leading1"]
)
async def test_any_other_is_replaced(sent: str) -> None:
    """What goes into logs and headers is ours to choose."""
    async with a_client(World()) as client:
        answer = await client.get("/live", headers={"x-request-id": sent})
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["x-request-id"])
