"""One installation over a real database, with something of everything in it, asked through its application."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from litestar import Litestar

from kit.database import add_tenant
from kit.grouping import POLICY
from kit.identity import BY, OTHER_TENANT, an_actor
from kit.intake import RememberedJobs
from triage_warden.core.identity.people.desk import Desk
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.incident_groups import PostgresGrouping
from triage_warden.wiring.identity import identity
from triage_warden.wiring.leaders import leaders
from triage_warden.wiring.local_key import WANTED
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import Secrets
from triage_warden.wiring.settings import Settings
from triage_warden.wiring.website import website

SECRETS = Secrets(jwt=(b"j" * 32,), session=(b"s" * 32,), encryption=(b"e" * 32,))
MARK = "only-of-the-first-tenant"
ACCOUNT = "only-of-the-first-account"


@dataclass(frozen=True, slots=True)
class Building:
    """One installation with two tenants, each with an administrator's key; the first has something of everything."""

    app: Litestar
    first: dict[str, str]
    second: dict[str, str]
    people: Desk
    names: list[str]
    """By which the first tenant's things go."""

    def client(self, headers: dict[str, str]) -> httpx.AsyncClient:
        """Return a client that shows a key."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)  # type: ignore[arg-type]  # stricter scope types
        return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers)


@asynccontextmanager
async def a_building(database_url: str) -> AsyncGenerator[Building]:
    """Put up a building, and take in what the first tenant's tools send."""
    process = Process.over(Settings(), database_url)
    known = identity(process, SECRETS)
    app, _ = website(process, asyncio.Event(), leaders(process).standings, known=known)
    await add_tenant(database_url, OTHER_TENANT, "Other")
    keys = [
        (await known.desk.issue(an_actor(tenant=each), WANTED, by=BY)).text for each in (DEFAULT_TENANT, OTHER_TENANT)
    ]
    first, second = ({"authorization": f"Bearer {key}"} for key in keys)
    empty = Building(app, first, second, known.people, [])
    try:
        async with empty.client(first) as client:
            names = await _things(client, process)
        yield Building(app, first, second, known.people, names)
    finally:
        await process.close()


async def _things(client: httpx.AsyncClient, process: Process) -> list[str]:
    alert = {"title": MARK, "observables": [{"type": "hostname", "value": MARK, "role": "target"}]}
    assert (await client.post("/api/v1/alerts", json=alert)).status_code == 202
    assert (await client.post("/webhooks/generic", content=b"\x00\xff")).json()["quarantined"] == 1
    account = {"name": ACCOUNT, "role": "viewer"}
    assert (await client.post("/api/v1/service-accounts", json=account)).status_code == 201
    listed = {"value": MARK, "type": "hostname", "kind": "deny", "reason": MARK}
    assert (await client.post("/api/v1/lists", json=listed)).status_code == 201
    grouping = PostgresGrouping(process.database, RememberedJobs(), process.clock)
    await GroupAlerts(grouping, process.clock, process.ids, POLICY)(DEFAULT_TENANT)
    found = [
        (await client.get(f"/api/v1/{kind}")).json()["items"][0]
        for kind in ("incidents", "alerts", "quarantine", "api-keys", "service-accounts", "lists")
    ]
    return [*(str(each["id"]) for each in found), str(found[0]["number"]), ACCOUNT]
