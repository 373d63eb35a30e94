import httpx
import pytest

from kit.scene import a_scene
from kit.web import World, a_client, problem

NUMBER = "/api/v1/incidents/INC-2026-000123"


async def ask(path: str, world: World | None = None) -> httpx.Response:
    """Ask the scene."""
    async with a_client(world or a_scene()) as client:
        return await client.get(path)


async def test_incidents_are_listed_latest_change_first_without_their_tenant() -> None:
    """The list is what an analyst wants to see first, and nothing of ours alone is in it."""
    items = (await ask("/api/v1/incidents")).json()["items"]
    changed = [item["updated_at"] for item in items]
    assert changed == sorted(changed, reverse=True)
    assert "tenant_id" not in items[0]
    assert changed[0].endswith("Z")


async def test_every_incident_comes_exactly_once_by_cursor() -> None:
    """Following `next` brings the whole list and ends."""
    seen, cursor = list[str](), ""
    while True:
        body = (await ask(f"/api/v1/incidents?limit=2&cursor={cursor}")).json()
        seen += [item["number"] for item in body["items"]]
        cursor = body["next"] or ""
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("severity=critical", [123, 101]),
        ("verdict=benign&status=closed", [87]),
        ("source=wazuh", [123, 121]),
        ("assignee=on-call", [121]),
        ("q=mssql", [122]),
        ("since=2026-03-02T08:50:00Z", [124, 123]),
        ("until=2026-02-20T00:00:00%2B00:00", [87]),
        ("severity=&status=&q=INC-2026-000087", [87]),
    ],
)
async def test_filters_narrow_the_list(query: str, numbers: list[int]) -> None:
    """Each filter holds, together with the others; blank means any."""
    items = (await ask(f"/api/v1/incidents?{query}")).json()["items"]
    assert [int(item["number"][-6:]) for item in items] == numbers


@pytest.mark.parametrize(
    ("query", "pointer", "hint"),
    [
        ("severity=terrible", "/severity", "critical, high, informational, low, medium"),
        ("stauts=open", "/stauts", "status"),
        ("limit=0", "/limit", "1"),
        ("limit=201", "/limit", "200"),
        ("since=yesterday", "/since", "RFC"),
        ("since=2026", "/since", "RFC 3339"),
        ("since=2026-03-02T08:50:00", "/since", "timezone"),
        ("status=new&status=open", "/status", "more than once"),
        ("q=%00", "/q", "NUL"),
        ("verdict=null", "/verdict", "null"),
    ],
)
async def test_a_wrong_filter_is_named_with_what_it_may_be(query: str, pointer: str, hint: str) -> None:
    """A filter that is not understood is never ignored: the list would be taken for the filtered one."""
    answer = await ask(f"/api/v1/incidents?{query}")
    assert answer.status_code == 422
    errors = problem(answer)["errors"]
    assert isinstance(errors, list)
    assert errors[0]["pointer"] == pointer
    assert hint in errors[0]["detail"]


async def test_an_incident_is_found_by_id_and_by_number() -> None:
    """Both lead to the same, with the latest assessment."""
    by_number = (await ask(NUMBER)).json()
    by_id = (await ask(f"/api/v1/incidents/{by_number['id']}")).json()
    assert by_id == by_number
    assert by_number["assessment"]["verdict"] == "malicious"
    assert (await ask("/api/v1/incidents/INC-2026-000087")).json()["assessment"] is None


@pytest.mark.parametrize("reference", ["INC-2026-999999", "00000000-0000-7000-8000-00000000dead", "x", "%00", "INC-"])
@pytest.mark.parametrize("below", ["", "/alerts", "/links", "/timeline", "/facts", "/assessments", "/trace"])
async def test_what_is_not_there_is_not_found(reference: str, below: str) -> None:
    """404 for every address below an incident that is not there, whatever its name."""
    answer = await ask(f"/api/v1/incidents/{reference}{below}")
    assert answer.status_code == 404
    assert problem(answer)["code"] == "not_found"


async def test_facts_cited_by_the_assessment_exist() -> None:
    """Law 6, as the outside sees it."""
    facts = {fact["id"] for fact in (await ask(f"{NUMBER}/facts")).json()["items"]}
    assessment = (await ask(f"{NUMBER}/assessments")).json()["items"][0]
    assert {cited["id"] for cited in assessment["facts"]} <= facts


@pytest.mark.parametrize(("below", "count"), [("alerts", 5), ("links", 5), ("timeline", 7), ("trace", 5)])
async def test_what_belongs_to_an_incident_is_listed(below: str, count: int) -> None:
    """Each list is whole when it fits on a page."""
    body = (await ask(f"{NUMBER}/{below}")).json()
    assert len(body["items"]) == count
    assert body.get("next") is None
