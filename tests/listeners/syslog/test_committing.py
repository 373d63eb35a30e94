"""Messages into the database."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from structlog.testing import capture_logs

from kit.clock import FrozenClock
from kit.readers import MemoryAlerts
from kit.syslog import a_reader, sample
from triage_warden.core.alerts.model import Batch
from triage_warden.core.alerts.take_in import TakeIn
from triage_warden.kernel.ids import Uuid7
from triage_warden.listeners.syslog.committing import CommitMessages
from triage_warden.listeners.syslog.messages import Message
from triage_warden.observability.metrics import Metrics


def a_commit(store: MemoryAlerts) -> CommitMessages:
    """Return what commits into a store in memory."""
    return CommitMessages(read=a_reader(), take_in=TakeIn(store), ids=Uuid7(FrozenClock()), metrics=Metrics())


async def test_what_became_of_each_message_is_counted() -> None:
    """As with HTTP: by source and outcome."""
    store = MemoryAlerts()
    commit = a_commit(store)
    finding = b'{"id": "1", "title": "Seen"}'
    await commit([Message(finding), Message(finding), Message(b"words"), Message(b"half", "It broke off.")])
    outcomes = [("json", "accepted"), ("json", "duplicate"), ("text", "accepted"), ("text", "quarantined")]
    assert [sample(commit.metrics, "alerts_total", source=source, outcome=each) for source, each in outcomes] == [1] * 4
    assert len(store.alerts) == 2


async def test_a_full_backlog_is_waited_for() -> None:
    """Nothing is refused, nothing is lost, nothing is counted twice."""
    store = MemoryAlerts(full=True)
    commit = a_commit(store)
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        waiting = group.create_task(commit([Message(b"words")]))
        await asyncio.sleep(0.05)
        assert not waiting.done()
        store.full = False
    assert len(store.alerts) == 1
    assert sample(commit.metrics, "alerts_total", source="text", outcome="accepted") == 1


async def test_a_message_that_nobody_has_thought_of_is_lost_alone() -> None:
    """The others of its batch are committed, once each, and the listener lives."""
    store = MemoryAlerts()
    whole = a_commit(store)

    def read(messages: Sequence[Message], key: str) -> Batch:
        if any(each.payload == b"evil" for each in messages):
            raise ZeroDivisionError
        return whole.read(messages, key)

    commit = replace(whole, read=read)
    with capture_logs() as told:
        await commit([Message(b"one"), Message(b"evil"), Message(b"two")])
    assert [each.title for each in store.alerts.values()] == ["one", "two"]
    assert sample(commit.metrics, "syslog_lost_total", reason="failed") == 1
    assert [(each["event"], each["messages"]) for each in told] == [("syslog_failed", 3), ("syslog_failed", 1)]


async def test_what_is_given_up_is_counted_as_lost() -> None:
    """The process must go, and the database does not answer."""
    commit = a_commit(MemoryAlerts(full=True))
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(commit([Message(b"a"), Message(b"b")]))
        await asyncio.sleep(0.05)
        commit.give_up.set()
        await waiting
    assert sample(commit.metrics, "syslog_lost_total", reason="stopped") == 2
