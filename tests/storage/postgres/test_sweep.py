"""Accepted work that nobody will do is found; work that somebody does, or has parked, is left alone."""

from datetime import timedelta

import msgspec
import pytest

from kit.actions import a_desktop, job_of
from kit.alerts import NOON, an_alert
from kit.clock import FrozenClock
from kit.grouped import an_incident_of, set_version, taken_in
from triage_warden.engine.queue import QueueJobs
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.sweep import FORGOTTEN_AFTER, Sweep
from triage_warden.storage.postgres.unit import Database

SOON = NOON + FORGOTTEN_AFTER + timedelta(minutes=1)


async def _sweep(database: Database) -> list[str]:
    async with database.system() as system:
        assert not await Sweep(QueueJobs())(system, SOON)
        rows = await system.raw.fetch("SELECT entrypoint FROM pgqueuer ORDER BY entrypoint")
    return [row["entrypoint"] for row in rows]


async def test_what_has_no_job_gets_one_and_not_two(database: Database) -> None:
    """Alerts that nobody groups, and an incident that nobody triages."""
    clock = FrozenClock(NOON)
    await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    assert await _sweep(database) == ["group", "triage"]
    assert await _sweep(database) == ["group", "triage"]


async def test_what_was_parked_is_left_to_a_person(database: Database) -> None:
    """Another job would fail likewise."""
    clock = FrozenClock(NOON)
    await an_incident_of(database, clock, await taken_in(database, clock, [an_alert()]))
    await _sweep(database)
    async with database.system() as system:
        await system.raw.execute("UPDATE pgqueuer SET status = 'failed', dedupe_key = NULL")
    assert await _sweep(database) == ["group", "triage"]


async def test_a_job_whose_payload_is_no_text_stops_no_sweep(database: Database) -> None:
    """Somebody's mistake in the queue hides no forgotten work."""
    async with database.system() as system:
        await system.raw.execute(
            "INSERT INTO pgqueuer (priority, entrypoint, payload, status) VALUES (0, 'triage', '\\xff00fe', 'failed')"
        )
    await an_incident_of(database, FrozenClock(NOON), [])
    assert await _sweep(database) == ["triage", "triage"]


async def test_what_is_young_or_done_needs_no_job(database: Database) -> None:
    """A job may be on its way."""
    young, done = FrozenClock(SOON), FrozenClock(NOON)
    await an_incident_of(database, young, [], created_at=SOON)
    incident = await an_incident_of(database, done, [])
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE incidents SET assessed_version = version WHERE id = $1", incident)
    assert await _sweep(database) == []


@pytest.mark.parametrize(("version", "ends"), [(1, False), (2, True)])
async def test_a_run_of_a_version_that_is_over_is_ended(database: Database, version: int, *, ends: bool) -> None:
    """One of the present version may still go on."""
    clock = FrozenClock(NOON)
    incident = await an_incident_of(database, clock, [])
    await set_version(database, incident, version)
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute(
            "INSERT INTO runs (tenant_id, id, incident_id, incident_version, state, started_at) "
            "VALUES ($1, $2, $2, 1, 'running', $3)",
            DEFAULT_TENANT,
            incident,
            NOON,
        )
    await _sweep(database)
    async with database.read(DEFAULT_TENANT) as reading:
        row = await reading.raw.fetchrow("SELECT state, ended_at IS NOT NULL FROM runs")
    assert row is not None
    assert tuple(row) == (("superseded", True) if ends else ("running", False))


async def test_an_action_whose_job_is_gone_gets_one_until_it_has_ended(database: Database) -> None:
    """One that is approved, and one whose outcome nobody has written down; not one that has ended."""
    desktop = await a_desktop(database)
    approved, running, done = await desktop.asked(1), await desktop.asked(2), await desktop.asked(3)
    await desktop.carry_out.journal.intend(job_of(running), worker="w", settled_within=1)
    await desktop.carry_out(job_of(done))
    async with database.transaction(DEFAULT_TENANT) as transaction:
        await transaction.raw.execute("UPDATE actions SET updated_at = $1", NOON)
        await transaction.raw.execute("UPDATE incidents SET assessed_version = version")
        await transaction.raw.execute("UPDATE alert_fingerprints SET grouped_at = $1", NOON)
    assert await _sweep(database) == ["act", "act"]
    assert await _sweep(database) == ["act", "act"]
    async with database.system() as system:
        payloads = {bytes(row["payload"]) for row in await system.raw.fetch("SELECT payload FROM pgqueuer")}
    assert payloads == {msgspec.json.encode(job_of(each)) for each in (approved, running)}
