"""What a person can do is put together over the process's database."""

from triage_warden.core.actions.model import ActionFilter
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.wiring.actions import actions
from triage_warden.wiring.process import Process
from triage_warden.wiring.settings import read_settings


async def test_with_what_is_connected_and_where_people_reach_us(database_url: str) -> None:
    """Nothing is connected by default."""
    process = Process.over(read_settings({"TW_BASE_URL": "https://triage.example.com"}), database_url)
    try:
        found = actions(process)
        assert found.base_url == "https://triage.example.com"
        assert found.ask_for.connectors == {}
        assert (await found.reader.page(DEFAULT_TENANT, ActionFilter(), PageRequest())).items == []
        assert await found.halt.switches.engaged(DEFAULT_TENANT) == []
    finally:
        await process.close()
