"""Whose a message is, asked sparingly."""

from collections.abc import Callable
from dataclasses import replace

from kit.syslog import JSON, TEXT, recognise
from triage_warden.connector_kit.source import AlertSource
from triage_warden.listeners.syslog.recognising import RecogniseAgain

FINDING = b'{"id": "1"}'


def knows(number: int) -> Callable[[bytes], float]:
    """Return what is sure of one number only."""
    return lambda payload: float(payload == b"%d" % number)


def test_who_was_sure_is_asked_first_and_nobody_else() -> None:
    """The answer is the same as asking everybody."""
    asked: list[bytes] = []

    def ask(payload: bytes) -> AlertSource | None:
        asked.append(payload)
        return recognise(payload)

    again = RecogniseAgain(ask)
    assert [again(each) for each in (FINDING, b"words", FINDING, b"words")] == [JSON, TEXT, JSON, TEXT]
    assert asked == [FINDING, b"words", b"words"]


def test_few_are_remembered_and_the_latest_first() -> None:
    """What no device sends any more is not asked for ever."""
    many = [replace(JSON, name=str(number), recognises=knows(number)) for number in range(6)]
    asked: list[bytes] = []

    def ask(payload: bytes) -> AlertSource | None:
        asked.append(payload)
        return next((each for each in many if each.recognises(payload)), None)

    again = RecogniseAgain(ask)
    for number in range(6):
        again(b"%d" % number)
    asked.clear()
    assert [found.name for number in (5, 2, 0) if (found := again(b"%d" % number))] == ["5", "2", "0"]
    assert again(b"none") is None
    assert asked == [b"0", b"none"]
