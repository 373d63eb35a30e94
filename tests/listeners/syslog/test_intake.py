"""The buffer between sockets and database."""

import asyncio

from kit.syslog import CountedSender, Taken
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.messages import Limits, Message

LIMITS = Limits(batch_messages=3, buffer_messages=6, linger_seconds=0.01)


def numbered(count: int) -> list[Message]:
    """Return messages that can be told apart."""
    return [Message(b"%d" % number) for number in range(count)]


async def drained(intake: Intake) -> None:
    """Close and wait until all is committed."""
    intake.close()
    async with asyncio.timeout(5):
        await intake.run()


async def test_messages_are_committed_in_batches_and_in_order() -> None:
    """None is lost, none twice, none overtakes."""
    taken = Taken()
    intake = Intake(taken, LIMITS)
    intake.offer(numbered(8))
    await drained(intake)
    assert [len(batch) for batch in taken.batches] == [3, 3, 2]
    assert taken.payloads == [message.payload for message in numbered(8)]


async def test_a_batch_that_is_not_full_waits_but_briefly() -> None:
    """So that few messages are not late, and many are not slow."""
    taken = Taken()
    intake = Intake(taken, LIMITS)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        running = group.create_task(intake.run())
        intake.offer(numbered(1))
        await asyncio.sleep(0)
        assert taken.batches == []
        intake.offer([Message(b"more")])
        await asyncio.sleep(0.1)
        assert taken.payloads == [b"0", b"more"]
        intake.close()
        await running


async def test_large_messages_make_small_batches() -> None:
    """What one transaction carries is bounded in bytes too."""
    taken = Taken()
    intake = Intake(taken, Limits(batch_bytes=100, linger_seconds=0.01))
    intake.offer([Message(b"x" * 60)] * 5)
    await drained(intake)
    assert [len(batch) for batch in taken.batches] == [2, 2, 1]


async def test_senders_pause_when_it_is_full_and_resume_at_half() -> None:
    """One that comes meanwhile pauses at once."""
    taken = Taken()
    intake = Intake(taken, LIMITS)
    first, later = CountedSender(), CountedSender()
    intake.join(first)
    intake.offer(numbered(5))
    assert first.told == []
    intake.offer(numbered(1))
    assert (first.told, intake.paused) == (["pause"], True)
    intake.join(later)
    intake.leave(later)
    await drained(intake)
    assert (first.told, later.told) == (["pause", "resume"], ["pause"])


async def test_bytes_fill_it_as_messages_do() -> None:
    """Long messages are few."""
    intake = Intake(Taken(), Limits(buffer_bytes=100))
    intake.offer([Message(b"x" * 100)])
    assert intake.paused
    assert len(intake) == 1


async def test_closing_with_nothing_waiting_ends_it() -> None:
    """And what waited was committed."""
    taken = Taken()
    await drained(Intake(taken, LIMITS))
    assert taken.batches == []
