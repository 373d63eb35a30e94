"""Whose a message is, and what of it is the payload."""

from typing import Any

import pytest

from kit.syslog import JSON, TEXT, a_reader
from triage_warden.core.alerts.model import NewAlert, Quarantined
from triage_warden.listeners.syslog.messages import Message
from triage_warden.listeners.syslog.reading import body_of

FINDING = b'{"id": "1", "title": "Seen"}'
OLD = b"<13>Mar  2 12:00:00 ws-1 app[7]: "
NEW = b"<13>1 2026-03-02T12:00:00Z ws-1 app 7 - - "


def shown(item: NewAlert | Quarantined) -> tuple[str, bytes]:
    """Return the source and the payload of what was read."""
    if isinstance(item, NewAlert):
        return item.alert.source, item.alert.raw
    return item.source, item.payload


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (FINDING, ("json", FINDING)),
        (OLD + FINDING, ("json", FINDING)),
        (NEW + FINDING, ("json", FINDING)),
        (OLD + b"words", ("text", OLD + b"words")),
        (b"words", ("text", b"words")),
        (OLD + b"\xff{", ("text", OLD + b"\xff{")),
    ],
)
def test_a_header_is_cut_off_where_only_the_rest_is_known(payload: bytes, expected: tuple[str, bytes]) -> None:
    """Nothing of what nobody recognises is lost."""
    assert [shown(item) for item in a_reader()([Message(payload)], "k").items] == [expected]


@pytest.mark.parametrize(
    ("fixed", "payload", "expected"),
    [
        (JSON, OLD + FINDING, ("json", FINDING)),
        (JSON, OLD + b"words", ("json", OLD + b"words")),
        (TEXT, OLD + FINDING, ("text", OLD + FINDING)),
    ],
)
def test_a_source_that_is_set_reads_everything(fixed: Any, payload: bytes, expected: tuple[str, bytes]) -> None:
    """With or without the header, as it knows it better; what it cannot read waits in quarantine as its own."""
    assert [shown(item) for item in a_reader(fixed)([Message(payload)], "k").items] == [expected]


def test_order_is_kept_over_sources_and_broken_frames() -> None:
    """A batch is one story."""
    messages = [Message(b"a"), Message(FINDING), Message(b"b", "It broke off."), Message(FINDING), Message(b"c")]
    batch = a_reader()(messages, "key")
    assert [shown(item)[0] for item in batch.items] == ["text", "json", "text", "json", "text"]
    assert batch.idempotency_key == "key"


def test_a_broken_frame_goes_to_quarantine_with_its_reason() -> None:
    """Under the source that would have read it."""
    (item,) = a_reader(JSON)([Message(b"half", "It broke off.")], "k").items
    assert isinstance(item, Quarantined)
    assert (item.source, item.code, item.reason, item.payload) == ("json", "broken_frame", "It broke off.", b"half")


@pytest.mark.parametrize(
    ("whole", "body"), [(OLD + b"x", b"x"), (NEW + b"x", b"x"), (b"no header", b""), (b"\xff", b"")]
)
def test_the_body_follows_the_header(whole: bytes, body: bytes) -> None:
    """Where there is one."""
    assert body_of(whole) == body
