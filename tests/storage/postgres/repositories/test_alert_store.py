"""Tests of taking in, on a real server."""

import asyncio
from collections import Counter
from datetime import timedelta

import asyncpg
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.alerts import NOON, an_alert, an_observable
from kit.clock import FrozenClock
from kit.database import TestServer
from kit.intake import RememberedJobs, a_batch, a_new_alert, a_quarantined, alerts_numbered
from triage_warden.core.alerts.errors import BacklogFull, IdempotencyKeyReused
from triage_warden.core.alerts.model import Alert, AlertFilter, Batch, Outcome, Stored
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.ids import DEFAULT_TENANT, AlertId
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.alerts import PostgresAlertReader
from triage_warden.storage.postgres.queries.quarantine import PostgresQuarantine
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database


def a_store(database: Database, *, limit: int = 1_000_000, jobs: RememberedJobs | None = None) -> PostgresAlertStore:
    """Return a store with a queue that remembers."""
    return PostgresAlertStore(database, jobs or RememberedJobs(), BacklogGate(limit, FrozenClock()))


async def counts_in(database: Database) -> dict[str, int]:
    """Return how often each finding was told, by title; its alert must exist exactly once."""
    async with database.read(DEFAULT_TENANT) as reading:
        rows = await reading.raw.fetch(
            "SELECT title, f.count, count(*) AS rows FROM alerts a JOIN alert_fingerprints f ON f.alert_id = a.id "
            "AND f.fingerprint = a.fingerprint GROUP BY title, f.count",
        )
    assert all(row["rows"] == 1 for row in rows)
    return {row["title"]: row["count"] for row in rows}


def outcomes(stored: list[Stored]) -> list[Outcome]:
    """Return the outcomes alone."""
    return [each.outcome for each in stored]


async def test_new_alerts_are_accepted_with_a_job(database: Database) -> None:
    """What is new is stored under its own id, and one job is put for the batch."""
    jobs = RememberedJobs()
    batch = a_batch(*alerts_numbered([1, 2]))
    stored = await a_store(database, jobs=jobs).put(DEFAULT_TENANT, batch)
    assert outcomes(stored) == [Outcome.ACCEPTED, Outcome.ACCEPTED]
    assert [each.id for each in stored] == [item.id for item in batch.items]
    assert jobs.put_jobs == [("group", str(DEFAULT_TENANT).encode())]


async def test_a_repeat_raises_the_count_and_names_the_first(database: Database) -> None:
    """A known finding makes no new alert, no job, and answers with the id of the alert it repeats."""
    jobs = RememberedJobs()
    store = a_store(database, jobs=jobs)
    first = await store.put(DEFAULT_TENANT, a_batch(an_alert()))
    again = await store.put(DEFAULT_TENANT, a_batch(an_alert()))
    assert outcomes(again) == [Outcome.DUPLICATE]
    assert again[0].id == first[0].id
    assert len(jobs.put_jobs) == 1
    alert = await PostgresAlertReader(database).get(DEFAULT_TENANT, a_batch_id(first))
    assert alert.count == 2


def a_batch_id(stored: list[Stored]) -> AlertId:
    """Return the id of the first alert."""
    return AlertId(stored[0].id)


async def test_repeats_within_a_batch_are_folded(database: Database) -> None:
    """Three tellings of one finding in a batch are one alert with count 3, last seen at the latest."""
    tellings = [an_alert(occurred_at=NOON + timedelta(minutes=minute)) for minute in (5, 0, 9)]
    stored = await a_store(database).put(DEFAULT_TENANT, a_batch(*tellings))
    assert outcomes(stored) == [Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.DUPLICATE]
    assert len({each.id for each in stored}) == 1
    alert = await PostgresAlertReader(database).get(DEFAULT_TENANT, a_batch_id(stored))
    assert (alert.count, alert.last_seen_at, alert.occurred_at) == (
        3,
        NOON + timedelta(minutes=9),
        NOON + timedelta(minutes=5),
    )


async def test_what_cannot_be_parsed_is_kept_whole(database: Database) -> None:
    """A payload in quarantine comes back byte for byte, with its reason, beside the alerts of the same batch."""
    item = a_quarantined(b"\x00\xff{" * 100)
    stored = await a_store(database).put(DEFAULT_TENANT, a_batch(an_alert(), item))
    assert outcomes(stored) == [Outcome.ACCEPTED, Outcome.QUARANTINED]
    assert stored[1].reason == item.reason
    assert await PostgresQuarantine(database).get(DEFAULT_TENANT, item.id) == item


async def test_the_same_key_changes_nothing_and_answers_the_same(database: Database) -> None:
    """A batch sent again under its idempotency key is answered from memory, also where the first lot was repeats."""
    store = a_store(database)
    first = await store.put(DEFAULT_TENANT, a_batch(an_alert(), an_alert(), a_quarantined(), key="delivery-1"))
    again = await store.put(DEFAULT_TENANT, a_batch(an_alert(), an_alert(), a_quarantined(), key="delivery-1"))
    assert again == first
    assert await counts_in(database) == {"Something suspicious was seen": 2}


async def test_something_else_under_a_known_key_is_refused(database: Database) -> None:
    """Answering it from memory would lose it."""
    store = a_store(database)
    await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([1]), key="delivery-1"))
    other = msgspec.structs.replace(alerts_numbered([2])[0], raw=b'{"title":"another"}')
    with pytest.raises(IdempotencyKeyReused):
        await store.put(DEFAULT_TENANT, a_batch(other, key="delivery-1"))
    assert len(await counts_in(database)) == 1


async def test_two_requests_under_one_key_at_once_are_one(database: Database) -> None:
    """Of simultaneous deliveries under one key one is stored, and all get its receipt."""
    store = a_store(database)
    batch = a_batch(*alerts_numbered(range(20)), key="delivery-1")
    answers = await asyncio.gather(*(store.put(DEFAULT_TENANT, batch) for _ in range(6)))
    assert all(answer == answers[0] for answer in answers)
    assert set((await counts_in(database)).values()) == {1}


async def test_a_key_that_is_too_long_is_refused(database: Database) -> None:
    """A key over 255 characters is invalid, not an error of the database."""
    with pytest.raises(Invalid, match="255"):
        await a_store(database).put(DEFAULT_TENANT, a_batch(an_alert(), key="k" * 256))


async def test_an_empty_batch_is_nothing(database: Database) -> None:
    """No items, no rows, no job."""
    jobs = RememberedJobs()
    assert await a_store(database, jobs=jobs).put(DEFAULT_TENANT, Batch(items=())) == []
    assert jobs.put_jobs == []


async def test_a_full_backlog_takes_nothing(database: Database) -> None:
    """Over the limit the whole batch is refused, with a time to come back."""
    store = a_store(database, limit=3)
    await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([1, 2])))
    with pytest.raises(BacklogFull) as refused:
        await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered([3, 4])))
    assert refused.value.retry_after > 0
    assert set(await counts_in(database)) == {"Finding 1", "Finding 2"}


async def test_a_failing_job_undoes_the_batch(database: Database) -> None:
    """Data without its job is never committed."""

    class NoQueue(RememberedJobs):
        async def put(self, *job: object, **options: object) -> None:
            """Fail like a database whose queue was never installed."""
            del job, options
            raise asyncpg.UndefinedTableError("no queue")

    with pytest.raises(asyncpg.UndefinedTableError):
        await a_store(database, jobs=NoQueue()).put(DEFAULT_TENANT, a_batch(an_alert()))
    assert await counts_in(database) == {}


async def test_hostile_text_is_stored(database: Database) -> None:
    """Zero characters and lone surrogates in any field do not keep an alert out; the payload stays as it was."""
    evil = "a\x00b\ud800c\\u0000"
    alert = an_alert(
        source_id=evil,
        title=evil,
        rule=evil,
        observables=(an_observable(evil, ObservableType.URL),),
        attributes={"link": evil},
        raw=b"\x00\xff\xfe" * 1000,
    )
    stored = await a_store(database).put(DEFAULT_TENANT, a_batch(alert))
    reader = PostgresAlertReader(database)
    read = await reader.get(DEFAULT_TENANT, a_batch_id(stored))
    assert read.title == "a\ufffdb\ufffdc\\u0000"
    assert read.observables[0].value == read.attributes["link"] == read.title
    assert await reader.raw(DEFAULT_TENANT, a_batch_id(stored)) == alert.raw


async def test_a_day_without_a_partition_loses_nothing(database: Database) -> None:
    """Alerts of a day that nobody prepared lie in the default partition and move when the day is made."""
    item = a_new_alert()
    await a_store(database).put(DEFAULT_TENANT, a_batch(item))
    day = item.received_at.date()
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT triage_warden_ensure_alert_days($1, $1)", day) == 1
        assert await system.raw.fetchval("SELECT triage_warden_ensure_alert_days($1, $1)", day) == 0
    async with database.read(DEFAULT_TENANT) as reading:
        assert await reading.raw.fetchval("SELECT tableoid::regclass::text FROM alerts") == f"alerts_{day:%Y_%m_%d}"
    page = await PostgresAlertReader(database).page(DEFAULT_TENANT, AlertFilter(), PageRequest())
    assert [alert.id for alert in page.items] == [item.id]


async def test_eight_writers_with_overlapping_batches_count_exactly(database: Database) -> None:
    """Whatever the interleaving: no deadlock, no finding twice, and counts add up to what was sent."""
    store = a_store(database)
    work = [[(writer * 7 + step * 3 + at) % 40 for at in range(25)] for writer in range(8) for step in range(6)]

    async def send(numbers: list[int]) -> list[Stored]:
        shuffled = numbers if sum(numbers) % 2 else numbers[::-1]
        return await store.put(DEFAULT_TENANT, a_batch(*alerts_numbered(shuffled)))

    answers = [stored for each in await asyncio.gather(*(send(numbers) for numbers in work)) for stored in each]
    sent = Counter(f"Finding {number}" for numbers in work for number in numbers)
    assert await counts_in(database) == dict(sent)
    assert sum(each.outcome is Outcome.ACCEPTED for each in answers) == len(sent)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(st.integers(0, 6), max_size=8), max_size=5))
async def test_counts_are_those_of_a_multiset(postgres: TestServer, batches: list[list[int]]) -> None:
    """Law 2: however repeats are cut into batches and run side by side, each finding is once, with all its tellings."""
    async with postgres.database() as url:
        database = Database.open(url, max_connections=4)
        try:
            store = a_store(database)
            await asyncio.gather(
                *(store.put(DEFAULT_TENANT, a_batch(*alerts_numbered(numbers))) for numbers in batches)
            )
            sent = Counter(f"Finding {number}" for numbers in batches for number in numbers)
            assert await counts_in(database) == dict(sent)
        finally:
            await database.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=5000))
async def test_payloads_come_back_byte_for_byte(database: Database, raw: bytes) -> None:
    """Law 1: any bytes are kept as they came."""
    alert: Alert = an_alert(source_id=raw.hex()[:64], raw=raw)
    stored = await a_store(database).put(DEFAULT_TENANT, a_batch(alert, a_quarantined(raw)))
    kept = await PostgresQuarantine(database).get(DEFAULT_TENANT, stored[1].id)
    assert kept.payload == raw
    if stored[0].outcome is Outcome.ACCEPTED:
        assert await PostgresAlertReader(database).raw(DEFAULT_TENANT, a_batch_id(stored)) == raw
