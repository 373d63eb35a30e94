"""An HTTP client of the connector kit for tests: no jitter, quick deadlines, and a count of outcomes."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx

from triage_warden.connector_kit.http.client import HttpClient
from triage_warden.connector_kit.outgoing.addresses import LOOPBACK
from triage_warden.connector_kit.outgoing.client import open_client
from triage_warden.connector_kit.outgoing.guard import Guard
from triage_warden.kernel.clock import SystemClock


@asynccontextmanager
async def a_http_client(
    url: str,
    *,
    auth: httpx.Auth | None = None,
    seconds: float = 2.0,
    counted: list[str] | None = None,
    guard: Guard | None = None,
) -> AsyncGenerator[HttpClient]:
    """Yield a client."""
    outcomes = counted if counted is not None else []
    async with open_client(guard or Guard(LOOPBACK), seconds=seconds, base_url=url, auth=auth) as http:
        yield HttpClient(http=http, clock=SystemClock(), seconds=seconds, count=outcomes.append, jitter=lambda: 0.0)
