"""A grouping job groups one batch."""

from kit.jobs import a_held_job
from triage_warden.engine.jobs.group import Group
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId

PAYLOAD = str(DEFAULT_TENANT).encode()


async def test_it_looks_once_when_those_who_left_their_alerts_to_it_have_committed() -> None:
    """Looking first would miss them, and they put no job of their own; what is left is the next job's."""
    order: list[str] = []

    async def group_some(tenant: TenantId) -> int:
        assert tenant == DEFAULT_TENANT
        order.append("look")
        return 2000

    async def others_committed(payload: bytes) -> None:
        assert payload == PAYLOAD
        order.append("wait")

    await Group(group_some, others_committed)(a_held_job(PAYLOAD))
    assert order == ["wait", "look"]
