"""A grouping job leaves nothing waiting."""

from kit.scripted import Script
from triage_warden.engine.jobs.group import Group
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId


async def test_it_goes_on_until_nothing_is_left() -> None:
    """One job serves whatever was committed before it looked."""
    script = Script[int]([2000, 2000, 17, 0])

    async def group_some(tenant: TenantId) -> int:
        assert tenant == DEFAULT_TENANT
        return script.next()

    await Group(group_some)(str(DEFAULT_TENANT).encode())
    assert script.is_over
