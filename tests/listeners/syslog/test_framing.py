"""Messages out of a stream."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage_warden.listeners.syslog.framing import Framing
from triage_warden.listeners.syslog.messages import Message

LIMIT = 64
MESSAGE = b"<13>Mar  2 12:00:00 ws-1 app: hello"


def cut(stream: bytes, *at: int, limit: int = LIMIT) -> list[Message]:
    """Return the messages of a stream that comes in pieces, cut at these places."""
    framing = Framing(limit)
    places = [0, *sorted(min(place, len(stream)) for place in at), len(stream)]
    found = [message for start, end in pairwise(places) for message in framing.feed(stream[start:end])]
    return found + framing.end()


def counted(message: bytes) -> bytes:
    """Return the message with its length before it."""
    return b"%d %s" % (len(message), message)


_bytes = st.binary(max_size=100) | st.sampled_from(
    [b"<1>a", b"12 <1>a", b"5 ", b"1", b" ", b"\n", b"\x00", b"\r\n", b"{", b"\x16", b"\x03", b"99999999999 <", b"70 <"]
)


@given(st.lists(_bytes, max_size=12).map(b"".join), st.lists(st.integers(0, 400), max_size=12))
@settings(max_examples=1000, deadline=None)
def test_how_a_stream_is_cut_into_pieces_changes_nothing(stream: bytes, at: list[int]) -> None:
    """The network may cut anywhere."""
    assert cut(stream, *at) == cut(stream)
    assert cut(stream, *range(len(stream))) == cut(stream)


@given(st.lists(st.binary(min_size=1, max_size=LIMIT - 5), max_size=8), st.lists(st.integers(0, 400), max_size=8))
@settings(max_examples=300, deadline=None)
def test_counted_messages_may_hold_any_bytes(bodies: list[bytes], at: list[int]) -> None:
    """Line feeds too; only what ends them is no part of them."""
    messages = [b"<13>" + body + b"." for body in bodies]
    assert cut(b"".join(map(counted, messages)), *at) == [Message(message) for message in messages]


@given(st.lists(st.sampled_from([b"\n", b"\r\n", b"\x00", b"count"]), max_size=10))
def test_each_message_says_how_it_is_framed(framings: list[bytes]) -> None:
    """Senders that mix are followed."""
    stream = b"".join(counted(MESSAGE) if each == b"count" else MESSAGE + each for each in framings)
    assert cut(stream) == [Message(MESSAGE)] * len(framings)


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"", []),
        (b"\n\r\n\x00 \n", []),
        (MESSAGE, [MESSAGE]),
        (b"2026-03-02T12:00:00Z a line\n", [b"2026-03-02T12:00:00Z a line"]),
        (b"12 monkeys\n", [b"12 monkeys"]),
        (b'17 {"title": "Seen"}'[:3] + b'{"title": "Seen"}', [b'{"title": "Seen"}']),
        (counted(MESSAGE) + b"\n" + counted(MESSAGE) + b"\n", [MESSAGE, MESSAGE]),
        (counted(b"<1>a\nb\n") + b"<1>c\n", [b"<1>a\nb", b"<1>c"]),
        (b"0 <1>a\n", [b"0 <1>a"]),
        (b"123", [b"123"]),
        (b"\x16x\n", [b"\x16x"]),
    ],
)
def test_what_is_whole_is_a_message(stream: bytes, expected: list[bytes]) -> None:
    """Blank ones are passed over; a last line needs no end."""
    assert cut(stream) == [Message(payload) for payload in expected]


def test_a_message_over_the_limit_is_cut_and_the_next_is_found() -> None:
    """In either framing."""
    long = b"<13>" + b"x" * 200
    for stream in (counted(long) + counted(MESSAGE), long + b"\n" + MESSAGE + b"\n"):
        first, second = cut(stream)
        assert (first.payload, second) == (long[:LIMIT], Message(MESSAGE))
        assert "over 64 bytes" in first.wrong


def test_memory_holds_no_more_than_the_limit() -> None:
    """Whatever a sender goes on sending."""
    framing = Framing(LIMIT)
    for _ in range(100):
        framing.feed(b"x" * 1000)
        assert len(framing._buffer) <= LIMIT  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # the bound itself
    assert framing.begun


def test_a_counted_message_that_is_not_whole_says_so() -> None:
    """It is not passed on as if it were."""
    (message,) = cut(b"50 <13>half")
    assert message == Message(b"<13>half", "The connection ended after 8 of the 50 bytes of the message.")


def test_an_absurd_length_ends_it() -> None:
    """Where the next message would begin is not known."""
    framing = Framing(LIMIT)
    (message,) = framing.feed(b"4000000000 <13>x")
    assert "4000000000 bytes" in message.wrong
    assert framing.hopeless
    assert framing.feed(b"<13>more\n") == []


def test_a_tls_handshake_is_told_where_to_go() -> None:
    """The usual mistake with two ports."""
    framing = Framing(LIMIT)
    (message,) = framing.feed(b"\x16\x03\x01\x02\x00\x01")
    assert "TW_SYSLOG_TLS" in message.wrong
    assert framing.hopeless


def test_what_is_begun_is_known() -> None:
    """So that who never ends it can be sent away."""
    framing = Framing(LIMIT)
    assert not framing.begun
    framing.feed(b"<13>ha")
    assert framing.begun
    framing.feed(b"lf\n")
    assert not framing.begun
