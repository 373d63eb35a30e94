from uuid import UUID

import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.readers import MemoryAlerts, MemoryQuarantine
from kit.web import TinyJson
from triage_warden.core.alerts.model import Outcome, Quarantined
from triage_warden.core.alerts.replay import Replay
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import DEFAULT_TENANT, Uuid7

ITEM = UUID("00000000-0000-7000-8000-00000000000a")


def quarantined(alerts: MemoryAlerts, payload: bytes) -> Replay:
    """Put a payload into quarantine and return the replay over it."""
    clock = FrozenClock()
    alerts.quarantined.append(
        Quarantined(
            id=ITEM,
            source="generic",
            code="cannot_parse",
            reason="The parser was older then.",
            received_at=clock.now(),
            payload=payload,
        )
    )
    read = Read(parsers={"generic": TinyJson("generic")}, clock=clock, ids=Uuid7(clock))
    return Replay(MemoryQuarantine(alerts), read, TakeIn(alerts), clock)


async def test_what_can_be_read_now_is_taken_in_and_released() -> None:
    """A payload that a newer parser reads becomes an alert and leaves the list."""
    alerts = MemoryAlerts()
    receipt = await quarantined(alerts, b'{"id":"1","title":"x"}')(DEFAULT_TENANT, ITEM, ANALYST)
    assert receipt.accepted == 1
    assert not alerts.quarantined
    assert len(alerts.alerts) == 1


async def test_what_still_cannot_be_read_stays_where_it_is() -> None:
    """No second copy is quarantined; the receipt names the same item and today's reason."""
    alerts = MemoryAlerts()
    receipt = await quarantined(alerts, b"{}")(DEFAULT_TENANT, ITEM, ANALYST)
    assert receipt.alerts[0].outcome is Outcome.QUARANTINED
    assert receipt.alerts[0].id == ITEM
    assert [item.reason for item in alerts.quarantined] == ["The parser was older then."]


async def test_an_item_that_is_not_there_is_not_found() -> None:
    """Replaying twice at the same time takes in once."""
    replay = quarantined(MemoryAlerts(), b"{}")
    with pytest.raises(NotFound):
        await replay(DEFAULT_TENANT, UUID(int=1), ANALYST)
