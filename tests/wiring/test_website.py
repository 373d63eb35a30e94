"""The web side is given what the settings say."""

import asyncio

import httpx
from litestar import Litestar

from triage_warden.core.audit.model import SYSTEM
from triage_warden.core.identity.model import LOCAL_OPERATOR
from triage_warden.wiring.identity import identity
from triage_warden.wiring.leaders import leaders
from triage_warden.wiring.local_key import WANTED
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import Secrets
from triage_warden.wiring.settings import Settings
from triage_warden.wiring.website import hosts, limits, website

SECRETS = Secrets(jwt=(b"j" * 32,), session=(b"s" * 32,), encryption=(b"e" * 32,))


def _client(app: Litestar, base_url: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type]  # stricter scope types
    return httpx.AsyncClient(transport=transport, base_url=base_url)


async def test_the_application_answers_over_the_real_database(database_url: str) -> None:
    """What is posted is there to be read, and limits are those of the settings."""
    process = Process.over(
        Settings(
            request_items_limit=3,
            request_body_limit=4096,
            rate_limit_caller=7_000,
            metrics_through_proxies=True,
            backup_within_hours=9,
        ),
        database_url,
    )
    election = leaders(process)
    known = identity(process, SECRETS)
    app, deps = website(process, asyncio.Event(), election.standings, known=known)
    try:
        issued = await known.desk.issue(LOCAL_OPERATOR, WANTED, by=SYSTEM)
        async with _client(app, "http://127.0.0.1") as client:
            client.headers["Authorization"] = f"Bearer {issued.text}"
            taken = await client.post("/api/v1/alerts", json=[{"title": "One"}, {"title": "Two"}])
            refused = await client.post("/api/v1/alerts", json=[{"title": str(number)} for number in range(4)])
            listed = await client.get("/api/v1/alerts")
            ready = await client.get("/ready")
            scraped = await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    finally:
        await election.close()
        await process.database.close()
    assert taken.status_code == 202
    assert refused.status_code == 413
    assert {alert["title"] for alert in listed.json()["items"]} == {"One", "Two"}
    assert ready.status_code == 200
    assert scraped.status_code == 200
    assert "triage_warden_backup_within_seconds 32400.0" in scraped.text
    assert limits(process).body_bytes == 4096
    assert (deps.rates.caller, deps.rates.address) == (7_000, 1_200)
    assert deps.version == process.version


async def test_another_host_name_is_turned_away_while_it_listens_on_this_machine_only(database_url: str) -> None:
    """A page whose name was pointed here gets nothing."""
    process = Process.over(Settings(bind_address="127.0.0.1:8080"), database_url)
    election = leaders(process)
    app, _ = website(process, asyncio.Event(), election.standings, known=identity(process, SECRETS))
    try:
        async with _client(app, "http://rebound.example.com") as client:
            answer = await client.get("/api/v1/incidents")
    finally:
        await election.close()
        await process.database.close()
    assert answer.status_code in {400, 403, 421}


async def test_under_whatever_name_others_reach_it_it_answers(database_url: str) -> None:
    """It does not know what its names are."""
    process = Process.over(Settings(bind_address="0.0.0.0:8080"), database_url)
    assert hosts(process) == frozenset()
    await process.close()
