"""A harmless question to ServiceNow, over the simulated instance."""

import pytest

from kit.http import a_http_client
from kit.servicenow.desk import a_desk
from kit.servicenow.state import Instance
from triage_warden.connector_kit.outgoing.guard import Guard
from triage_warden.connector_kit.probe import Probed, Seen
from triage_warden.connectors.servicenow.client import Table
from triage_warden.connectors.servicenow.probe import ServiceNowProbe
from triage_warden.connectors.servicenow.settings import ServiceNow


async def _seen(instance: Instance, **changes: str) -> Seen:
    async with a_desk(instance, password=changes.get("password")) as desk:
        return await ServiceNowProbe(desk.table)()


async def test_an_account_that_reads_the_table_is_well() -> None:
    """Nothing is made there; whether it may make something is not claimed."""
    instance = Instance()
    instance.insert({"correlation_id": "one"})
    seen = await _seen(instance)
    assert seen.outcome is Probed.OK
    assert seen.details[0] == "1 records are counted there."
    assert "create" in seen.details[-1]
    assert len(instance.records) == 1
    assert not instance.posts


async def test_an_empty_table_says_what_is_not_known() -> None:
    """No record, no fields."""
    seen = await _seen(Instance())
    assert seen.outcome is Probed.OK
    assert any("not known" in each for each in seen.details)


async def test_a_wrong_password_is_told() -> None:
    """In the words for people."""
    seen = await _seen(Instance(), password="wrong")
    assert seen.outcome is Probed.REFUSED
    assert "401" in seen.says
    assert "password" in seen.says


async def test_a_field_that_is_hidden_is_named() -> None:
    """By it a ticket would be found again."""
    instance = Instance()
    instance.insert({"correlation_id": "one"})
    instance.unknown_fields = frozenset({"correlation_id"})
    seen = await _seen(instance)
    assert seen.outcome is Probed.REFUSED
    assert "correlation_id" in seen.says


@pytest.mark.parametrize(
    ("guard", "outcome", "word"),
    [(Guard(), Probed.FORBIDDEN, "TW_OUTGOING_PRIVATE_NETWORKS"), (None, Probed.UNREACHABLE, "cannot be reached")],
)
async def test_an_instance_that_is_not_reached_is_told_why(guard: Guard | None, outcome: Probed, word: str) -> None:
    """Not there, or not to be asked."""
    url = "http://127.0.0.1:1"
    async with a_http_client(url, guard=guard, seconds=1) as client:
        table = Table(client, ServiceNow(url=url, token="made up"))
        seen = await ServiceNowProbe(table)()
    assert seen.outcome is outcome
    assert word in seen.says
