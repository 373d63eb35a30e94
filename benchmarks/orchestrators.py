"""Incidents triaged per second with one, two and three orchestrators, by rules; what idle replicas ask and hold.

Alerts are taken in by an API while no orchestrator runs; then some are started, and the time counts from the first
verdict to the last. The journal's share is the time of its statements alone; set it against
the reciprocal of `per_second` of one orchestrator. A transaction is what PostgreSQL counts: an idle replica's are
single queries.
"""

import asyncio
import time
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import httpx
import msgspec

from benchmarks.product import Memory, Product, a_database, a_folder, serving

_IDLE_SECONDS: Final = 10
_PATIENCE: Final = 600.0
_OF_A_HOST: Final = 3


class Triaged(msgspec.Struct, frozen=True, kw_only=True):
    """What so many orchestrators did; memory is of one of them, at the end."""

    orchestrators: int
    incidents: int
    per_second: float
    memory: Memory


class Orchestrators(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of replicas; transactions a second are of one replica that has nothing to do."""

    api_ready_s: float
    orchestrator_ready_s: float
    api_idle: Memory
    orchestrator_idle: Memory
    api_idle_per_second: float
    orchestrator_idle_per_second: float
    api_after_intake: Memory
    journal_ms_of_a_run: float
    triaged: list[Triaged]


async def measure_orchestrators(incidents: int) -> Orchestrators:
    """Return the figures; each number of orchestrators triages so many incidents."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(a_folder())
        url = await stack.enter_async_context(a_database())
        api = stack.enter_context(serving(folder, url, "api"))
        eyes = await asyncpg.connect(url.replace("//triage_warden@", "//postgres@"))
        stack.push_async_callback(eyes.close)
        api_idle, api_asks = api.memory(), await _asked(eyes)
        with serving(folder, url, "orchestrator") as one:
            idle, asks, ready = one.memory(), await _asked(eyes) - api_asks, one.ready_after
        triaged = [await _triaged(folder, url, api, eyes=eyes, count=count, incidents=incidents) for count in (1, 2, 3)]
        return Orchestrators(
            api_ready_s=round(api.ready_after, 2),
            orchestrator_ready_s=round(ready, 2),
            api_idle=api_idle,
            orchestrator_idle=idle,
            api_idle_per_second=round(api_asks, 2),
            orchestrator_idle_per_second=round(asks, 2),
            api_after_intake=api.memory(),
            journal_ms_of_a_run=await _journal_ms(eyes),
            triaged=triaged,
        )


async def _asked(eyes: "asyncpg.Connection[asyncpg.Record]") -> float:
    await asyncio.sleep(_IDLE_SECONDS)  # beginning asks more than going on
    before = await _transactions(eyes)
    await asyncio.sleep(_IDLE_SECONDS)
    return (await _transactions(eyes) - before - 1) / _IDLE_SECONDS


async def _transactions(eyes: "asyncpg.Connection[asyncpg.Record]") -> int:
    await eyes.execute("SELECT pg_stat_clear_snapshot()")
    await asyncio.sleep(1.1)  # backends tell at most once a second
    count: int = await eyes.fetchval(
        "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"
    )
    return count


async def _triaged(  # one measurement
    folder: Path, url: str, api: Product, *, eyes: "asyncpg.Connection[asyncpg.Record]", count: int, incidents: int
) -> Triaged:
    await asyncio.to_thread(_send, api, f"round-{count}", incidents)
    known: int = await eyes.fetchval("SELECT count(*) FROM assessments")
    with ExitStack() as stack:
        workers = [stack.enter_context(serving(folder, url, "orchestrator")) for _ in range(count)]
        deadline = time.monotonic() + _PATIENCE
        while await eyes.fetchval(_UNFINISHED) and time.monotonic() < deadline:  # noqa: ASYNC110  # what is waited for is in the database
            await asyncio.sleep(0.2)
        memory = workers[0].memory()
    row = await eyes.fetchrow(_SPAN, known)
    assert row is not None
    rate = row["assessed"] / max(0.001, row["seconds"])
    return Triaged(orchestrators=count, incidents=row["assessed"], per_second=round(rate, 1), memory=memory)


def _send(api: Product, name: str, incidents: int) -> None:
    alerts = [_alert(f"{name}-{host}", number) for host in range(incidents) for number in range(_OF_A_HOST)]
    address, key = f"http://{api.address[0]}:{api.address[1]}", {"Authorization": f"Bearer {api.key}"}
    with httpx.Client(base_url=address, headers=key, timeout=60, trust_env=False) as client:
        for start in range(0, len(alerts), 1000):
            client.post("/api/v1/alerts", json=alerts[start : start + 1000]).raise_for_status()


def _alert(host: str, number: int) -> dict[str, object]:
    return {
        "title": f"Suspicious process {number}",
        "source_id": f"{host}-{number}",
        "severity": "medium",
        "rule": {"id": f"r-{number}"},
        "observables": [{"type": "hostname", "value": host, "role": "target"}],
    }


async def _journal_ms(eyes: "asyncpg.Connection[asyncpg.Record]", times: int = 200) -> float:
    """Return the milliseconds of what the journal writes and reads in one run, without the commits that are shared."""
    tenant, incident = await eyes.fetchrow("SELECT tenant_id, id FROM incidents LIMIT 1") or (None, None)
    transaction = eyes.transaction()
    await transaction.start()
    began = time.perf_counter()
    for version in range(times):
        run = UUID(int=version)
        await eyes.execute(_RUN, run, tenant, incident, 10_000 + version)
        for step in ("examine", "survey", "assess"):
            await eyes.fetchrow(_KNOWN_STEP, tenant, run, step)
            await eyes.execute(_STEP, tenant, run, step)
        await eyes.execute(_END, tenant, run)
    took = time.perf_counter() - began
    await transaction.rollback()
    return round(took / times * 1e3, 2)


_RUN = """
INSERT INTO runs (id, tenant_id, incident_id, incident_version, state, started_at)
VALUES ($1, $2, $3, $4, 'running', now())
"""
_KNOWN_STEP = "SELECT 1 FROM run_steps WHERE tenant_id = $1 AND run_id = $2 AND step = $3"
_END = "UPDATE runs SET state = 'done', ended_at = now() WHERE tenant_id = $1 AND id = $2"
_STEP = """
INSERT INTO run_steps (tenant_id, run_id, step, input_digest, result, started_at, ended_at)
VALUES ($1, $2, $3, decode(repeat('ab', 32), 'hex'), '[]', now(), now())
"""
_UNFINISHED = """
SELECT EXISTS (SELECT FROM alert_fingerprints WHERE grouped_at IS NULL)
    OR EXISTS (SELECT FROM incidents WHERE merged_into IS NULL AND assessed_version < version)
"""
_SPAN = """
SELECT count(*) AS assessed, extract(epoch FROM max(assessed_at) - min(assessed_at))::float8 AS seconds
FROM (SELECT assessed_at FROM assessments ORDER BY assessed_at OFFSET $1) late
"""
