import gzip

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit.web import World, a_client, problem

from triage_warden.web.shared.limits import IntakeLimits

ONE = b'{"id":"1","title":"One"}'
TWO = b'{"id":"2","title":"Two"}'


async def test_one_alert_is_accepted() -> None:
    """A single object is one alert, and the receipt says so after it was stored."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts", content=ONE, headers={"content-type": "application/json"})
    assert answer.status_code == 202
    assert answer.json()["accepted"] == 1
    assert [str(alert_id) for alert_id in world.alerts.alerts] == [answer.json()["alerts"][0]["id"]]
