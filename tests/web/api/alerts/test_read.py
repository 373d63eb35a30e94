import pytest

from kit.scene import a_scene
from kit.web import a_client, problem


async def test_alerts_are_found_by_incident_and_observable() -> None:
    """Filters of their own: an incident by number, a normalised value."""
    async with a_client(a_scene()) as client:
        of_incident = (await client.get("/api/v1/alerts?incident=inc-2026-000123&source=wazuh")).json()["items"]
        with_value = (await client.get("/api/v1/alerts?observable=203.0.113.45")).json()["items"]
        elsewhere = await client.get("/api/v1/alerts?incident=INC-2026-999999")
    assert [each["source"] for each in of_incident] == ["wazuh", "wazuh"]
    assert {each["source"] for each in with_value} == {"sentinel", "suricata"}
    assert elsewhere.status_code == 404


async def test_the_payload_is_a_download_byte_for_byte() -> None:
    """No browser is to show a stranger's bytes as a page of ours."""
    world = a_scene()
    alert_id = next(iter(world.alerts.alerts))
    world.alerts.raws[alert_id] = b"<script>alert(1)</script>\x00\xff"
    async with a_client(world) as client:
        answer = await client.get(f"/api/v1/alerts/{alert_id}/raw")
    assert answer.content == b"<script>alert(1)</script>\x00\xff"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_an_alert_is_shown_with_its_facts() -> None:
    """The alert without its payload, and what was found out about it."""
    world = a_scene()
    alert_id = next(iter(world.alerts.alerts))
    async with a_client(world) as client:
        alert = (await client.get(f"/api/v1/alerts/{alert_id}")).json()
        facts = (await client.get(f"/api/v1/alerts/{alert_id}/facts")).json()["items"]
    assert "raw" not in alert
    assert alert["id"] == str(alert_id)
    assert len(facts) == 3


@pytest.mark.parametrize("below", ["", "/raw", "/facts"])
@pytest.mark.parametrize("alert_id", ["x", "00000000-0000-7000-8000-00000000dead", "%F0%9F%92%A9"])
async def test_what_is_not_there_is_not_found(alert_id: str, below: str) -> None:
    """404, never a stack."""
    async with a_client(a_scene()) as client:
        answer = await client.get(f"/api/v1/alerts/{alert_id}{below}")
    assert answer.status_code == 404
    assert problem(answer)["code"] == "not_found"
