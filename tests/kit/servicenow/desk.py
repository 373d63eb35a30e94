"""The connector over the simulated instance."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from kit.http import a_http_client
from kit.servicenow.server import an_instance
from kit.servicenow.state import Instance
from triage_warden.connectors.servicenow.actions import ServiceNowTickets
from triage_warden.connectors.servicenow.client import Table, auth_of
from triage_warden.connectors.servicenow.settings import ServiceNow


@asynccontextmanager
async def a_desk(
    instance: Instance, *, call: float = 2.0, settle: float = 0.2, token: str | None = None, password: str | None = None
) -> AsyncGenerator[ServiceNowTickets]:
    """Yield the connector, over an instance that is served for as long as the block lasts."""
    async with an_instance(instance) as url:
        settings = ServiceNow(
            url=url,
            user=None if token else instance.user,
            password=None if token else password or instance.password,
            token=token,
            call_seconds=call,
            settle_seconds=settle,
        )
        async with a_http_client(url, auth=auth_of(settings), seconds=call) as client:
            yield ServiceNowTickets(Table(client, settings))
