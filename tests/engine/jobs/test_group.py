"""A grouping job leaves nothing waiting."""

from kit.scripted import Script
from triage_warden.engine.jobs.group import Group
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId

PAYLOAD = str(DEFAULT_TENANT).encode()


async def test_it_goes_on_until_nothing_is_left() -> None:
    """One job serves whatever was committed before it looked."""
    script = Script[int]([2000, 2000, 17, 0])

    async def group_some(tenant: TenantId) -> int:
        assert tenant == DEFAULT_TENANT
        return script.next()

    async def others_committed(payload: bytes) -> None:
        assert payload == PAYLOAD

    await Group(group_some, others_committed)(PAYLOAD)
    assert script.is_over


async def test_it_looks_when_those_who_left_their_alerts_to_it_have_committed() -> None:
    """Looking first would miss them, and they put no job of their own."""
    order: list[str] = []

    async def group_some(tenant: TenantId) -> int:
        del tenant
        order.append("look")
        return 0

    async def others_committed(payload: bytes) -> None:
        del payload
        order.append("wait")

    await Group(group_some, others_committed)(PAYLOAD)
    assert order == ["wait", "look"]
