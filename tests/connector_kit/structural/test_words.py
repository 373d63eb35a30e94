import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.structural.words import LONGEST_KEY, words_of


@pytest.mark.parametrize(
    "key",
    [
        "srcIP",
        "src_ip",
        "Source-IP",
        "source.ip",
        "sourceip",
        "SourceAddress",
        "source ip address",
        "SrcIPv4",
        "srcaddr",
    ],
)
def test_names_in_any_style_say_the_same(key: str) -> None:
    """Camel, snake, kebab, dotted, spaced and glued."""
    assert list(dict.fromkeys(words_of(key))) == ["source", "address"]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("DestinationUserName", ("destination", "user", "name")),
        ("dvchost", ("device", "host", "name")),
        ("eventtime", ("event", "time")),
        ("createdAt", ("create", "time")),
        ("MD5", ("hash",)),
        ("fileHashSha256", ("file", "hash", "hash")),
        ("pfhost", ("pf", "host")),
        ("message@json", ("message",)),
        ("@timestamp", ("time", "stamp")),
        ("X-Forwarded-For", ("x", "forwarded", "for")),
        ("wholly_unknown", ("wholly", "unknown")),
        ("", ()),
    ],
)
def test_words_are_brought_to_their_meaning(key: str, words: tuple[str, ...]) -> None:
    """Unknown ones stay."""
    assert words_of(key) == words


@given(st.text(max_size=300))
def test_any_key_gives_words(key: str) -> None:
    """Keys are the sender's, and may be anything."""
    assert len(words_of(key)) <= LONGEST_KEY * 3
