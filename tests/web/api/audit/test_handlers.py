"""Tests of the record over HTTP."""

from kit.alerts import NOON
from kit.audit import an_entry
from kit.audit_record import MemoryAudit
from kit.tenants import OTHER
from kit.web import World, a_client, problem
from triage_warden.core.audit.export import read_heading, read_line
from triage_warden.core.audit.model import Anchor
from triage_warden.core.audit.verify import ChainCheck
from triage_warden.kernel.ids import DEFAULT_TENANT


async def a_world() -> World:
    """Return a world with five entries on the record, and one of another tenant's."""
    world = World()
    await world.audit.record(DEFAULT_TENANT, *(an_entry(number) for number in range(1, 6)))
    await world.audit.record(OTHER, an_entry(9))
    return world


async def test_lists_newest_first_by_cursor() -> None:
    """Five entries in pages of two; the other tenant's is not among them."""
    seen: list[int] = []
    async with a_client(await a_world()) as client:
        address = "/api/v1/audit?limit=2"
        while True:
            body = (await client.get(address)).json()
            seen += [item["seq"] for item in body["items"]]
            if body["next"] is None:
                break
            address = f"/api/v1/audit?limit=2&cursor={body['next']}"
    assert seen == [5, 4, 3, 2, 1]


async def test_a_wrong_filter_is_named() -> None:
    """Times are times, and unknown names are refused."""
    async with a_client(await a_world()) as client:
        for query in ("since=yesterday", "who=me"):
            assert problem(await client.get(f"/api/v1/audit?{query}"))["code"] == "invalid_parameter"


async def test_an_export_can_be_verified() -> None:
    """Line by line, with what the heading says is the head."""
    async with a_client(await a_world()) as client:
        answer = await client.get("/api/v1/audit/export")
    first, *rest = answer.content.splitlines()
    heading, head = read_heading(first)
    check = ChainCheck(heading.tenant)
    for number, line in enumerate(rest, 2):
        check.add(read_line(line, number))
    assert check.finish(head) is None
    assert (check.entries, heading.filtered) == (5, False)
    assert answer.headers["content-disposition"] == 'attachment; filename="audit.ndjson"'


async def test_a_filtered_export_says_so() -> None:
    """It is not to be taken for a broken chain."""
    async with a_client(await a_world()) as client:
        answer = await client.get("/api/v1/audit/export?action=incident.resolve")
    assert read_heading(answer.content.splitlines()[0])[0].filtered


async def test_exports_cef() -> None:
    """One event a line, no heading."""
    async with a_client(await a_world()) as client:
        answer = await client.get("/api/v1/audit/export?format=cef")
    lines = answer.text.splitlines()
    assert len(lines) == 5
    assert all(line.startswith("CEF:0|Triage Warden|") for line in lines)


async def test_the_head_comes_with_its_anchors() -> None:
    """Of this tenant alone."""
    world = await a_world()
    kept = [Anchor(at=NOON, tenant=str(tenant), seq=3, hash="ab" * 32) for tenant in (DEFAULT_TENANT, OTHER)]
    world.audit.anchors += kept
    async with a_client(world) as client:
        body = (await client.get("/api/v1/audit/head")).json()
    head = await world.audit.head(DEFAULT_TENANT)
    assert (body["seq"], body["hash"], len(body["anchors"])) == (5, head.hash.hex(), 1)


async def test_an_empty_record_is_exported_as_one() -> None:
    """A heading and nothing else."""
    world = World(audit=MemoryAudit())
    async with a_client(world) as client:
        answer = await client.get("/api/v1/audit/export")
    assert len(answer.content.splitlines()) == 1
