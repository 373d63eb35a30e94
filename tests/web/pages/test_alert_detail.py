import msgspec

from kit.alerts import a_stored_alert, an_alert
from kit.scene import HOSTILE, a_scene
from kit.web import World, a_client
from triage_warden.web.pages.alert_detail import PREVIEW


async def test_an_alert_is_shown_with_its_payload_as_text() -> None:
    """Facts, observables, and the beginning of what was received."""
    world = a_scene()
    alert = next(iter(world.alerts.alerts.values()))
    world.alerts.raws[alert.id] = b"<script>alert(1)</script>" + b"x" * PREVIEW
    async with a_client(world) as client:
        text = (await client.get(f"/alerts/{alert.id}")).text
    assert "INC-2026-000123" in text
    assert "&lt;script&gt;" in text
    assert "Only the beginning is shown." in text
    assert "DMARC failed" in text
    assert f"{PREVIEW + 25} bytes" in text


async def test_an_alert_of_nothing_but_hostile_text_is_a_page() -> None:
    """Not grouped yet, no facts, odd bytes."""
    world = World()
    alert = a_stored_alert(7, an_alert(title=HOSTILE, rule=HOSTILE, attributes={"link": "https://evil.example/"}))
    world.alerts.add(msgspec.structs.replace(alert, description=HOSTILE), b"\xff\xfe\x00")
    async with a_client(world) as client:
        answer = await client.get(f"/alerts/{alert.id}")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "://evil.example" not in answer.text.replace("hxxps://", "").replace("hxxp://", "")
    assert "not grouped yet" in answer.text


async def test_an_alert_that_is_not_there_is_a_page_that_says_so() -> None:
    """404 in words."""
    async with a_client(World()) as client:
        answer = await client.get("/alerts/x", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "There is no such alert." in answer.text
